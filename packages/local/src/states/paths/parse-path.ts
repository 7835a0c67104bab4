import { errorMessage } from '../../foundation/error-message.ts';
import { type Cursor, skipSpace, take, unescapeText } from './cursor.ts';
import { readFilter } from './parse-filter.ts';
import { InvalidPath, isDefinite, type Path, type Segment } from './path.ts';

const QUOTED = /'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"/sy;

const FUNCTIONS: ReadonlySet<string> = new Set([
  ...[
    'length',
    'size',
    'min',
    'max',
    'avg',
    'sum',
    'stddev',
    'keys',
    'concat',
    'first',
    'last',
    'index',
    'append',
  ],
]);

const separated = <T>(cursor: Cursor, read: () => T | undefined): T[] => {
  const items: T[] = [];
  do {
    skipSpace(cursor);
    const item = read();
    if (item === undefined) throw new Error(`a name or an index is expected at position ${cursor.at}`);
    items.push(item);
    skipSpace(cursor);
  } while (take(cursor, /,/y));
  return items;
};

const readInteger = (cursor: Cursor): number | undefined => {
  const found = take(cursor, /-?\d+/y)?.[0];
  return found === undefined ? undefined : Number(found);
};

const readName = (cursor: Cursor): string | undefined => {
  const found = take(cursor, QUOTED);
  return found && unescapeText(found[1] ?? found[2] ?? '', found[0].charAt(0));
};

const readSlice = (cursor: Cursor): Segment | undefined => {
  const found = take(cursor, /(-?\d+)?\s*:\s*(-?\d+)?(?=\s*\])/y);
  if (!found) return undefined;
  const end = (text: string | undefined) => (text === undefined ? undefined : Number(text));
  return { kind: 'slice', from: end(found[1]), to: end(found[2]) };
};

const inBrackets = (cursor: Cursor): Segment => {
  skipSpace(cursor);
  if (take(cursor, /\*/y)) return { kind: 'wildcard' };
  if (take(cursor, /\?\s*\(/y)) {
    const filter = readFilter(cursor, readRelative);
    skipSpace(cursor);
    if (!take(cursor, /\)/y)) throw new Error(`')' is expected at position ${cursor.at}`);
    return { kind: 'filter', filter };
  }
  const slice = readSlice(cursor);
  if (slice) return slice;
  const quote = cursor.text[cursor.at];
  if (quote === "'" || quote === '"')
    return { kind: 'names', names: separated(cursor, () => readName(cursor)) };
  return { kind: 'indexes', indexes: separated(cursor, () => readInteger(cursor)) };
};

const readBracket = (cursor: Cursor): Segment => {
  const segment = inBrackets(cursor);
  skipSpace(cursor);
  if (!take(cursor, /\]/y)) throw new Error(`']' is expected at position ${cursor.at}`);
  return segment;
};

const readFunction = (cursor: Cursor, name: string): Segment => {
  if (!FUNCTIONS.has(name)) throw new Error(`there is no function '${name}'`);
  skipSpace(cursor);
  const args: (number | string)[] = [];
  if (!take(cursor, /\)/y)) {
    args.push(...separated(cursor, () => readInteger(cursor) ?? readName(cursor)));
    if (!take(cursor, /\)/y)) throw new Error(`')' is expected at position ${cursor.at}`);
  }
  return { kind: 'function', name, args };
};

/** A name without quotes ends at what may follow it in a path or in the arguments of an intrinsic function. */
const PLAIN_NAME = /[^\s.[\](),*]+/uy;
/** In a filter it ends at an operator too. */
const NAME_IN_FILTER = /[^\s.[\](),*=<>!&|'"?@:]+/uy;

const afterDot = (cursor: Cursor, plainName: RegExp): Segment => {
  if (take(cursor, /\*/y)) return { kind: 'wildcard' };
  // AWS takes a dot before a bracket: `$.abc.['def ghi']`.
  if (take(cursor, /\[/y)) return readBracket(cursor);
  const name = take(cursor, plainName)?.[0];
  if (name === undefined) throw new Error(`a name is expected at position ${cursor.at}`);
  if (take(cursor, /\(/y)) return readFunction(cursor, name);
  return { kind: 'names', names: [name] };
};

/** Reads as many segments as there are; leaves the cursor behind the last. */
const readSegments = (cursor: Cursor, plainName: RegExp): Segment[] => {
  const segments: Segment[] = [];
  for (;;) {
    if (take(cursor, /\.\./y)) {
      segments.push({ kind: 'descent' });
      segments.push(take(cursor, /\[/y) ? readBracket(cursor) : afterDot(cursor, plainName));
    } else if (take(cursor, /\./y)) segments.push(afterDot(cursor, plainName));
    else if (take(cursor, /\[/y)) segments.push(readBracket(cursor));
    else return segments;
  }
};

const readRelative = (cursor: Cursor): Path => {
  cursor.at += 1;
  const segments = readSegments(cursor, NAME_IN_FILTER);
  return { root: '', segments, definite: isDefinite(segments) };
};

const ROOT = /\$(\$|[\p{L}_][\p{L}\p{N}_]*)?/uy;

/** Reads a path that stands within a longer text, as an argument of an intrinsic function does, and gives its text. */
export const readPathText = (cursor: Cursor): string => {
  const from = cursor.at;
  take(cursor, ROOT);
  readSegments(cursor, PLAIN_NAME);
  return cursor.text.slice(from, cursor.at);
};

const parse = (text: string): Path => {
  const cursor: Cursor = { text, at: 0 };
  const root = take(cursor, ROOT);
  if (!root) throw new InvalidPath(text, "a path begins with '$'");
  try {
    const segments = readSegments(cursor, PLAIN_NAME);
    if (cursor.at < text.length) throw new Error(`unexpected '${text[cursor.at]}' at position ${cursor.at}`);
    return { root: root[1] ?? '', segments, definite: isDefinite(segments) };
  } catch (error) {
    throw new InvalidPath(text, errorMessage(error));
  }
};

const known = new Map<string, Path>();

/** Reads a path, once for each text; throws {@link InvalidPath}. */
export const parsePath = (text: string): Path => {
  let path = known.get(text);
  if (!path) {
    path = parse(text);
    known.set(text, path);
  }
  return path;
};
