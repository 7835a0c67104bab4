import { isObject } from '../is-object.ts';

/** Levels from which on `JSON.stringify` is slow: for each value it looks at all that are around it. */
const DEEP = 100;

/** Characters beyond which nothing is looked at: whatever is so long is left to `JSON.stringify`. */
const LONGEST = 16_777_216;

/** What is known of a value's JSON before it is written. */
export interface JsonMeasure {
  /** Characters that it has at least; no more than a little over those asked for. */
  readonly length: number;
  readonly levels: number;
}

/**
 * Measures a value level by level, as far as `most` characters. What holds itself is measured so far too.
 */
export function measureJson(value: unknown, most: number): JsonMeasure {
  const measure = { length: 0, levels: 0 };
  let level: unknown[] = [value];
  while (level.length > 0 && measure.length <= most) {
    const below: unknown[] = [];
    for (const item of level) {
      measure.length += addMembers(item, below);
      if (measure.length > most) break;
    }
    measure.levels += 1;
    level = below;
  }
  return measure;
}

/** Puts what a value holds to `below`; characters that it takes at least, without that. */
function addMembers(value: unknown, below: unknown[]): number {
  if (typeof value === 'string') return value.length + 2;
  if (Array.isArray(value)) {
    for (const element of value) below.push(element);
    return Math.max(2, value.length + 1);
  }
  if (!isObject(value) || isLeaf(value)) return 1;
  let length = 2;
  for (const name of Object.keys(value)) {
    below.push(value[name]);
    length += name.length + 3;
  }
  return length;
}

/** Objects that `JSON.stringify` writes in a way of their own. */
function isLeaf(value: object): boolean {
  return 'toJSON' in value || 'rawJSON' in value || wrappers.some((wrapper) => value instanceof wrapper);
}

const wrappers = [String, Number, Boolean, BigInt];

/** Levels beyond which `JSON.stringify` finds the stack too small, and says so. */
const DEEPEST = 10_000;

/** `JSON.stringify`, in a time that grows with the text alone, however deep the value is. */
export function stringifyJson(value: unknown): string | undefined {
  if (!isOpened(value)) return JSON.stringify(value);
  const { length, levels } = measureJson(value, LONGEST);
  const isDeep = levels > DEEP && levels <= DEEPEST && length <= LONGEST;
  return isDeep ? deepText(value) : JSON.stringify(value);
}

function isOpened(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !isLeaf(value);
}

/** A list or an object of which the rest is still to be written. */
interface Open {
  /** Of an object its names, of a list undefined. */
  readonly names: readonly string[] | undefined;
  readonly members: readonly unknown[];
  at: number;
  isEmpty: boolean;
}

function opened(value: object): Open {
  const isList = Array.isArray(value);
  const members: unknown[] = isList ? value : Object.values(value);
  return { names: isList ? undefined : Object.keys(value), members, at: 0, isEmpty: true };
}

function deepText(value: object): string {
  const parts: string[] = [];
  const open: Open[] = [];
  const begin = (inner: object) => {
    parts.push(Array.isArray(inner) ? '[' : '{');
    open.push(opened(inner));
  };
  begin(value);
  for (let innermost = open.at(-1); innermost !== undefined; innermost = open.at(-1)) {
    const { names, members, at } = innermost;
    innermost.at += 1;
    if (at < members.length) writeMember(innermost, names?.[at], members[at], parts, begin);
    else {
      parts.push(names === undefined ? ']' : '}');
      open.pop();
    }
  }
  return parts.join('');
}

function writeMember(
  within: Open,
  name: string | undefined,
  member: unknown,
  parts: string[],
  begin: (inner: object) => void,
): void {
  const text = isOpened(member) ? '' : JSON.stringify(member);
  // A member that has no text is left out, an element is null.
  if (text === undefined && name !== undefined) return;
  if (!within.isEmpty) parts.push(',');
  within.isEmpty = false;
  if (name !== undefined) parts.push(JSON.stringify(name), ':');
  if (isOpened(member)) begin(member);
  else parts.push(text ?? 'null');
}
