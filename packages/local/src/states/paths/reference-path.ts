import type { Json } from '../json.ts';
import { isObject } from '../json.ts';

/** A step of a path that names one place: a member or an array index (negative from the end). */
export type Step = string | number;

const STEP = /\.([\p{L}_$][\p{L}\p{N}_$-]*)|\['((?:[^'\\]|\\.)*)'\]|\["((?:[^"\\]|\\.)*)"\]|\[(-?\d+)\]/uy;

const withoutEscapes = (text: string): string => text.replace(/\\(.)/g, '$1');

const known = new Map<string, readonly Step[] | undefined>();

const parse = (path: string): readonly Step[] | undefined => {
  const steps: Step[] = [];
  STEP.lastIndex = 0;
  while (STEP.lastIndex < path.length) {
    const match = STEP.exec(path);
    if (!match) return undefined;
    const [, dotted, single, double, index] = match;
    steps.push(index !== undefined ? Number(index) : (dotted ?? withoutEscapes(single ?? double ?? '')));
  }
  return steps;
};

/** The steps of a path after its root, as `.a['b'][0]`; undefined if it is not so simple that it names one place. */
export const stepsOf = (path: string): readonly Step[] | undefined => {
  if (!known.has(path)) known.set(path, parse(path));
  return known.get(path);
};

const child = (value: Json, step: Step): Json | undefined => {
  if (typeof step === 'number') {
    if (Array.isArray(value)) return value.at(step);
    return undefined;
  }
  return isObject(value) && Object.hasOwn(value, step) ? value[step] : undefined;
};

/** The value at a place; undefined if there is none. */
export const valueAt = (root: Json, steps: readonly Step[]): Json | undefined => {
  let value: Json | undefined = root;
  for (const step of steps) {
    if (value === undefined) return undefined;
    value = child(value, step);
  }
  return value;
};

/**
 * A copy of `root` with `value` at a place, members made as needed (ResultPath's rule);
 * undefined if an index points outside an array or into something that is none.
 */
export const withValueAt = (root: Json, steps: readonly Step[], value: Json): Json | undefined => {
  const [step, ...rest] = steps;
  if (step === undefined) return value;
  if (typeof step === 'number') {
    if (!Array.isArray(root) || step < 0 || step >= root.length) return undefined;
    const inner = withValueAt(root[step] as Json, rest, value);
    return inner === undefined ? undefined : root.with(step, inner);
  }
  if (Array.isArray(root)) return undefined;
  const members = isObject(root) ? root : {};
  const inner = withValueAt(Object.hasOwn(members, step) ? (members[step] as Json) : {}, rest, value);
  return inner === undefined ? undefined : { ...members, [step]: inner };
};
