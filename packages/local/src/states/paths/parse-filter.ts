import { type Json, plainJson } from '../json.ts';
import { boundedPattern } from './bounded-pattern.ts';
import { type Cursor, skipSpace, take, unescapeText } from './cursor.ts';
import type { Filter, Operand, Path } from './path.ts';

/** Reads a path at the cursor, whose first character is `@` or `$`. */
export type ReadPath = (cursor: Cursor) => Path;

/** Longest first, so that `<=` is not read as `<`. */
const OPERATORS = [
  ...['===', '!==', '==', '!=', '<>', '<=', '>=', '=~', '<', '>'],
  ...['subsetof', 'anyof', 'noneof', 'contains', 'empty', 'size', 'nin', 'in'],
] as const;

const OPERATOR = new RegExp(
  OPERATORS.map((name) => (/^\w/.test(name) ? `${name}\\b` : name.replace(/[=~<>!]/g, '\\$&'))).join('|'),
  'iy',
);

const readList = (cursor: Cursor): Json[] | undefined => {
  const found = take(cursor, /\[(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[^\]"'])*\]/sy);
  if (!found) return undefined;
  const text = found[0].replace(/'((?:[^'\\]|\\.)*)'/gs, (_, inner: string) =>
    JSON.stringify(unescapeText(inner, "'")),
  );
  const list = plainJson(text);
  return Array.isArray(list) ? list : undefined;
};

const readOperand = (cursor: Cursor, readPath: ReadPath): Operand => {
  skipSpace(cursor);
  const char = cursor.text[cursor.at];
  if (char === '@' || char === '$')
    return { kind: 'path', from: char === '@' ? 'item' : 'root', path: readPath(cursor) };
  const quoted = take(cursor, /'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"/sy);
  if (quoted)
    return { kind: 'literal', value: unescapeText(quoted[1] ?? quoted[2] ?? '', quoted[0].charAt(0)) };
  const scalar = take(cursor, /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|true\b|false\b|null\b/y);
  if (scalar) return { kind: 'literal', value: plainJson(scalar[0]) };
  const pattern = take(cursor, /\/((?:[^/\\]|\\.)*)\/([imsu]*)/y);
  if (pattern) return { kind: 'pattern', pattern: boundedPattern(pattern[1] ?? '', pattern[2] ?? '') };
  const list = readList(cursor);
  if (list) return { kind: 'literal', value: list };
  throw new Error(`a value is expected at position ${cursor.at}`);
};

const readTerm = (cursor: Cursor, readPath: ReadPath): Filter => {
  skipSpace(cursor);
  if (take(cursor, /!(?!=)/y)) return { kind: 'not', inner: readTerm(cursor, readPath) };
  if (take(cursor, /\(/y)) {
    const inner = readEither(cursor, readPath);
    skipSpace(cursor);
    if (!take(cursor, /\)/y)) throw new Error(`')' is expected at position ${cursor.at}`);
    return inner;
  }
  const left = readOperand(cursor, readPath);
  skipSpace(cursor);
  const operator = take(cursor, OPERATOR)?.[0].toLowerCase();
  if (operator === undefined) return { kind: 'exists', operand: left };
  return { kind: 'comparison', operator, left, right: readOperand(cursor, readPath) };
};

const readBoth = (cursor: Cursor, readPath: ReadPath): Filter => {
  let left = readTerm(cursor, readPath);
  for (skipSpace(cursor); take(cursor, /&&/y); skipSpace(cursor))
    left = { kind: 'and', left, right: readTerm(cursor, readPath) };
  return left;
};

const readEither = (cursor: Cursor, readPath: ReadPath): Filter => {
  let left = readBoth(cursor, readPath);
  for (skipSpace(cursor); take(cursor, /\|\|/y); skipSpace(cursor))
    left = { kind: 'or', left, right: readBoth(cursor, readPath) };
  return left;
};

/** Reads what stands between `[?(` and `)]`; throws an Error that says what is wrong. */
export const readFilter = (cursor: Cursor, readPath: ReadPath): Filter => readEither(cursor, readPath);
