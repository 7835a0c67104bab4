import { isStepDue, type Steps } from '../steps.ts';

/** Levels within which a value is taken apart: an answer, its lists, and their elements. */
const LEVELS = 4;

/** Characters from which on a text is encoded in steps too. */
const LONG_TEXT = 262_144;

/** Values and characters of what is written in one go, as most answers are. */
const SMALL = 4096;

/** `JSON.stringify` in steps, a list's elements and an object's members one after the other; a long text in UTF-8. */
export function* stringifyInSteps(value: unknown): Steps<string | Buffer | undefined> {
  if (sizeOf(value, SMALL) <= SMALL) return JSON.stringify(value);
  const parts: string[] = [];
  if (!(yield* write(value, LEVELS, parts))) return undefined;
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  if (length < LONG_TEXT) return parts.join('');
  const bytes: Buffer[] = [];
  for (const part of parts) {
    bytes.push(Buffer.from(part));
    if (part.length > 1000 || isStepDue()) yield;
  }
  return Buffer.concat(bytes);
}

/** Values and characters, at least so many as are asked for; more than that for what has a text of its own. */
function sizeOf(value: unknown, enough: number): number {
  if (typeof value === 'string') return value.length;
  if (typeof value !== 'object' || value === null) return 1;
  if ('toJSON' in value || 'rawJSON' in value) return Number.POSITIVE_INFINITY;
  let size = 1;
  for (const [name, member] of Object.entries(value)) {
    size += name.length + sizeOf(member, enough - size);
    if (size > enough) break;
  }
  return size;
}

/** Whether there is a text of the value: of a function, say, there is none. */
function* write(value: unknown, levels: number, parts: string[]): Steps<boolean> {
  if (
    levels === 0 ||
    typeof value !== 'object' ||
    value === null ||
    'toJSON' in value ||
    'rawJSON' in value
  ) {
    const text = JSON.stringify(value);
    if (text !== undefined) parts.push(text);
    return text !== undefined;
  }
  if (Array.isArray(value)) yield* writeList(value, levels, parts);
  else yield* writeObject(value, levels, parts);
  return true;
}

function* writeList(list: readonly unknown[], levels: number, parts: string[]): Steps<void> {
  parts.push('[');
  for (const [at, element] of list.entries()) {
    if (at > 0) parts.push(',');
    if (!(yield* write(element, levels - 1, parts))) parts.push('null');
    yield;
  }
  parts.push(']');
}

function* writeObject(object: object, levels: number, parts: string[]): Steps<void> {
  parts.push('{');
  let before = '';
  for (const [name, member] of Object.entries(object)) {
    parts.push(`${before}${JSON.stringify(name)}:`);
    if (yield* write(member, levels - 1, parts)) before = ',';
    else parts.pop();
    if (isStepDue()) yield;
  }
  parts.push('}');
}
