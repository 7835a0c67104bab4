import { type NamingScheme, namesBy } from '@callback-relay/contract/names';

/** A stage that no table has by chance. */
const anyStage = 'x0stage0x';

/**
 * The stage that has its callbacks table among these, by their names.
 * @param naming the scheme of the stage, where it has one
 * @returns undefined where none of the tables is one of callbacks, or where the scheme does not put the stage into its
 * name once, as it is
 */
export function stageOfTables(tables: readonly string[], naming?: NamingScheme): string | undefined {
  const [before, after, ...more] = namesBy(anyStage, naming).callbacksTable.split(anyStage);
  if (before === undefined || after === undefined || more.length > 0) return undefined;
  const stages = tables
    .filter((name) => name.startsWith(before) && name.endsWith(after))
    .map((name) => name.slice(before.length, name.length - after.length));
  return stages.find((stage) => /^[a-z][a-z0-9]{0,11}$/.test(stage));
}
