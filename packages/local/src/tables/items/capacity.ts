import type { Change } from '../engine/engine.ts';
import { indexView } from '../rows/index-view.ts';
import { entryKey } from '../rows/row-keys.ts';
import type { Index, Table } from '../schema/table.ts';
import { itemSize } from '../values/item-size.ts';
import { isChange } from './commit.ts';

/** Capacity units that a request used, by where it used them. */
export interface Usage {
  table: number;
  readonly global: Map<string, number>;
  readonly local: Map<string, number>;
}

const WRITE_UNIT_BYTES = 1024;
const READ_UNIT_BYTES = 4096;

export function noUsage(): Usage {
  return { table: 0, global: new Map(), local: new Map() };
}

/** Units for bytes that are read; half as many where the read need not be consistent. */
export function readUnits(bytes: number, consistent: boolean | undefined): number {
  return Math.max(1, Math.ceil(bytes / READ_UNIT_BYTES)) / (consistent ? 1 : 2);
}

export function addReads(usage: Usage, units: number, index?: Index): void {
  if (index === undefined) usage.table += units;
  else add(index.global ? usage.global : usage.local, index.name, units);
}

/** A write counts the larger of the two items, and every index whose view of it changes. */
export function addWrite(usage: Usage, table: Table, change: Change, factor = 1): void {
  const { before, after } = change;
  usage.table += factor * writeUnits(before && itemSize(before), after && itemSize(after));
  for (const index of table.indexes) {
    const units = factor * indexUnits(index, table, change);
    if (units > 0) add(index.global ? usage.global : usage.local, index.name, units);
  }
}

function writeUnits(...bytes: (number | undefined)[]): number {
  return Math.max(1, ...bytes.map((size) => Math.ceil((size ?? 0) / WRITE_UNIT_BYTES)));
}

function indexUnits(index: Index, table: Table, { before, after }: Change): number {
  const oldKey = before && entryKey(index, table, before);
  const newKey = after && entryKey(index, table, after);
  const old = before && oldKey && indexView(index, table, before);
  const fresh = after && newKey && indexView(index, table, after);
  if (old === undefined && fresh === undefined) return 0;
  if (old === undefined || fresh === undefined) return writeUnits(itemSize(old ?? fresh ?? {}));
  if (oldKey === undefined || newKey === undefined || !oldKey.equals(newKey))
    return writeUnits(itemSize(old)) + writeUnits(itemSize(fresh));
  return isChange({ before: old, after: fresh }) ? writeUnits(itemSize(old), itemSize(fresh)) : 0;
}

function add(units: Map<string, number>, name: string, more: number): void {
  units.set(name, (units.get(name) ?? 0) + more);
}

/** Whether a request asks for the capacity that it uses, which takes time to work out for large items. */
export function isWanted(mode: string | undefined): boolean {
  return mode === 'TOTAL' || mode === 'INDEXES';
}

/** `ConsumedCapacity` as the request asks for it: undefined, a total, or by table and index. */
export function consumedCapacity(
  mode: string | undefined,
  table: Table,
  usage: Usage,
  transaction?: 'ReadCapacityUnits' | 'WriteCapacityUnits',
): Record<string, unknown> | undefined {
  if (!isWanted(mode)) return undefined;
  const units = (count: number) => ({ CapacityUnits: count, ...(transaction && { [transaction]: count }) });
  const total = [usage.table, ...usage.global.values(), ...usage.local.values()].reduce(
    (sum, count) => sum + count,
  );
  const capacity = { TableName: table.name, ...units(total) };
  if (mode === 'TOTAL') return capacity;
  const byIndex = (counts: ReadonlyMap<string, number>) =>
    Object.fromEntries([...counts].map(([name, count]) => [name, units(count)]));
  return {
    ...capacity,
    Table: units(usage.table),
    ...(usage.global.size > 0 && { GlobalSecondaryIndexes: byIndex(usage.global) }),
    ...(usage.local.size > 0 && { LocalSecondaryIndexes: byIndex(usage.local) }),
  };
}
