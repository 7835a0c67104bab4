import type { Json } from '../json.ts';
import { isObject } from '../json.ts';
import { parsePath } from './parse-path.ts';

/** A step of a path that names one place: a member or an array index (negative from the end). */
export type Step = string | number;

/** The steps of a reference path, as `$.a['b'][0]`; undefined if it does not name one place. Throws InvalidPath. */
export const stepsOf = (path: string): readonly Step[] | undefined => {
  const steps: Step[] = [];
  for (const segment of parsePath(path).segments) {
    if (segment.kind === 'names' && segment.names.length === 1) steps.push(segment.names[0] ?? '');
    else if (segment.kind === 'indexes' && segment.indexes.length === 1) steps.push(segment.indexes[0] ?? 0);
    else return undefined;
  }
  return steps;
};

/**
 * A copy of `root` with `value` at a place, members made as needed (ResultPath's rule);
 * undefined if an index points outside an array or into something that is not an array.
 */
export const withValueAt = (root: Json, steps: readonly Step[], value: Json): Json | undefined => {
  const [step, ...rest] = steps;
  if (step === undefined) return value;
  if (typeof step === 'number') {
    if (!Array.isArray(root) || step < 0 || step >= root.length) return undefined;
    const inner = withValueAt(root[step] ?? null, rest, value);
    return inner === undefined ? undefined : root.with(step, inner);
  }
  if (Array.isArray(root)) return undefined;
  const members = isObject(root) ? root : {};
  const inner = withValueAt((Object.hasOwn(members, step) ? members[step] : undefined) ?? {}, rest, value);
  return inner === undefined ? undefined : { ...members, [step]: inner };
};
