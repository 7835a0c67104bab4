import { isDeepStrictEqual } from 'node:util';
import type { JsonSchema } from './json-schema.ts';
import { type Change, type Hurt, isObject, keywordChanges, NESTED } from './keyword-change.ts';

/**
 * Every way in which `after` breaks with `before`, each with the field's path, what changed, and whom it hurts.
 * Within a major both pairs must go on working, because the two ends are never upgraded at once: an older writer with a newer
 * reader, and a newer writer with an older reader. So all that a minor may do is to add optional fields and to
 * reword descriptions.
 */
export function breakingChanges(before: JsonSchema, after: JsonSchema, path = ''): readonly Change[] {
  return [
    ...keywordChanges(before, after, path),
    ...fieldChanges(before, after, path),
    ...[...commonFields(before, after), ...commonInside(before, after)].flatMap(([name, was, is]) =>
      breakingChanges(was, is, path === '' ? name : `${path}.${name}`),
    ),
  ];
}

function commonFields(before: JsonSchema, after: JsonSchema) {
  return Object.entries(before.properties ?? {}).flatMap(([name, was]) => {
    const is = after.properties?.[name];
    return is === undefined ? [] : [[name, was, is] as const];
  });
}

/** What is inside arrays and dictionaries, and what is defined once for several places. */
function commonInside(before: JsonSchema, after: JsonSchema) {
  const pairs = [...NESTED].map((keyword) => ['*', before[keyword], after[keyword]] as const);
  const was = isObject(before.$defs) ? before.$defs : {};
  const is = isObject(after.$defs) ? after.$defs : {};
  const definitions = Object.keys(was).map((name) => [name, was[name], is[name]] as const);
  return [...pairs, ...definitions].flatMap(([name, one, other]) =>
    isObject(one) && isObject(other) ? [[name, one, other] as const] : [],
  );
}

function fieldChanges(before: JsonSchema, after: JsonSchema, path: string): readonly Change[] {
  const was = before.properties ?? {};
  const is = after.properties ?? {};
  const gone = Object.keys(was).filter((name) => !(name in is));
  const come = Object.keys(is).filter((name) => !(name in was));
  const renames = new Map(gone.map((name) => [name, come.find((other) => sameField(was[name], is[other]))]));
  const renamedTo = new Set(renames.values());
  const at = (name: string) => (path === '' ? name : `${path}.${name}`);
  const required = (schema: JsonSchema, name: string) => schema.required?.includes(name) === true;

  return [
    ...gone.map((name): Change => {
      const other = renames.get(name);
      return {
        path: at(name),
        what: other === undefined ? 'was removed' : `was renamed to ${other}`,
        hurts: required(before, name) || required(after, other ?? '') ? bothPairs : olderWriters,
      };
    }),
    ...come
      .filter((name) => required(after, name) && !renamedTo.has(name))
      .map((name): Change => ({ path: at(name), what: 'is new and required', hurts: olderWriters })),
    ...commonFields(before, after).flatMap(([name]): Change[] => {
      if (required(before, name) === required(after, name)) return [];
      return required(after, name)
        ? [{ path: at(name), what: 'was optional and is required', hurts: olderWriters }]
        : [{ path: at(name), what: 'was required and is optional', hurts: olderReaders }];
    }),
  ];
}

/** A field that went and one that came are taken for one that was renamed where their schemas say the same. */
function sameField(was: JsonSchema | undefined, is: JsonSchema | undefined): boolean {
  return isDeepStrictEqual(was, is);
}

const olderWriters: readonly Hurt[] = ['older writers'];
const olderReaders: readonly Hurt[] = ['older readers'];
const bothPairs: readonly Hurt[] = [...olderWriters, ...olderReaders];
