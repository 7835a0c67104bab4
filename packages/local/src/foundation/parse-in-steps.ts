import type { Steps } from './steps.ts';

const QUOTE = 0x22;
const COMMA = 0x2c;
const BACKSLASH = 0x5c;
const OPENING_BRACKET = 0x5b;
const CLOSING_BRACKET = 0x5d;
const OPENING_BRACE = 0x7b;
const CLOSING_BRACE = 0x7d;
/** Space, tab, line feed and carriage return. */
const BLANKS: readonly number[] = [0x20, 0x09, 0x0a, 0x0d];

/** Bytes that are parsed in one go: even of the smallest values, a few milliseconds. */
const PIECE_BYTES = 131_072;
/** Bytes of text that are looked through before a step ends. */
const SCAN_BYTES = 1_048_576;

/** Of an object: no item of 400 KB has so many attributes, and objects of many more are slow to go through. */
const MOST_MEMBERS = 110_000;

/** A text of more levels or values than the caller takes. */
export class BeyondBoundsError extends Error {}

export interface ParseBounds {
  /** Levels of lists and objects. */
  readonly deepest: number;
  /** Members of lists and objects, about; any number by default. */
  readonly mostValues?: number;
  /** About so many are parsed in one go. */
  readonly pieceBytes?: number;
}

/** A list or object that is open where the reading stands. */
interface Open {
  readonly isList: boolean;
  readonly opening: number;
  /** Commas between its own members. */
  commas: number;
  /** Where its members begin that are not parsed yet. */
  start: number;
  /** The last comma between its own members; before `start` where there is none. */
  comma: number;
  /** What stands right before `start`. */
  before: 'opening' | 'comma' | 'value';
  /** Once it is read in pieces. */
  value?: unknown[] | Record<string, unknown>;
}

/** A text, and where its reading stands. */
interface Reading {
  readonly json: Buffer;
  readonly deepest: number;
  readonly mostValues: number;
  readonly pieceBytes: number;
  readonly open: Open[];
  /** Where the last piece ended. */
  cut: number;
  commas: number;
  /** What the text holds, once that is closed. */
  whole?: { readonly from: Open; readonly end: number };
}

/**
 * `JSON.parse` in steps. A text of more than a piece is cut between the members of its lists and objects: each piece is
 * parsed by `JSON.parse`, and put where it belongs.
 * @throws BeyondBoundsError, SyntaxError
 */
export function* parseInSteps(json: Buffer, bounds: ParseBounds): Steps<unknown> {
  const reading: Reading = {
    ...{ json, open: [], cut: 0, commas: 0 },
    ...{ mostValues: Number.POSITIVE_INFINITY, pieceBytes: PIECE_BYTES, ...bounds },
  };
  let looked = 0;
  for (let at = 0; at < json.length; at += 1) {
    const byte = json[at] ?? 0;
    if (byte === QUOTE) at = endOfText(json, at);
    if (!takeSign(reading, byte, at) && at - looked < SCAN_BYTES) continue;
    looked = at;
    yield;
  }
  const { whole } = reading;
  const value = whole?.from.value;
  if (whole === undefined || value === undefined) return JSON.parse(json.toString()) as unknown;
  checkBlank(json, 0, whole.from.opening);
  checkBlank(json, whole.end, json.length);
  return value;
}

/** What a sign of JSON's grammar does; whether a piece was parsed for it. */
function takeSign(reading: Reading, byte: number, at: number): boolean {
  switch (byte) {
    case OPENING_BRACKET:
    case OPENING_BRACE:
      openAt(reading, byte === OPENING_BRACKET, at);
      return false;
    case CLOSING_BRACKET:
    case CLOSING_BRACE:
      closeAt(reading, at);
      return false;
    case COMMA:
      return separate(reading, at);
    default:
      return false;
  }
}

function openAt({ json, open, whole, deepest }: Reading, isList: boolean, at: number): void {
  if (whole !== undefined) throw unexpected(json, at);
  open.push({ isList, opening: at, commas: 0, start: at + 1, comma: at, before: 'opening' });
  if (open.length > deepest) throw new BeyondBoundsError(`nested deeper than ${deepest} levels`);
}

function separate(reading: Reading, at: number): boolean {
  const { json, open, mostValues, pieceBytes } = reading;
  reading.commas += 1;
  if (reading.commas > mostValues) throw new BeyondBoundsError(`of more than ${mostValues} values`);
  const innermost = open.at(-1);
  if (innermost !== undefined) countMember(innermost, at);
  if (at - reading.cut <= pieceBytes) return false;
  parseOpen(json, open);
  reading.cut = at;
  return true;
}

function countMember(innermost: Open, at: number): void {
  innermost.comma = at;
  innermost.commas += 1;
  if (!innermost.isList && innermost.commas > MOST_MEMBERS)
    throw new BeyondBoundsError(`of an object of more than ${MOST_MEMBERS} members`);
}

/** The quote that ends a text; the end of everything where none does. */
function endOfText(json: Buffer, from: number): number {
  for (let at = from + 1; at < json.length; at += 1) {
    const byte = json[at];
    if (byte === QUOTE) return at;
    if (byte === BACKSLASH) at += 1;
  }
  return json.length;
}

/** Parses all that is whole of what is open, from the outermost on. */
function parseOpen(json: Buffer, open: readonly Open[]): void {
  for (const [level, one] of open.entries()) {
    one.value ??= one.isList ? [] : {};
    if (one.comma >= one.start) {
      take(json, one, one.comma);
      one.start = one.comma + 1;
      one.before = 'comma';
    }
    const inner = open[level + 1];
    if (inner === undefined || inner.value !== undefined) continue;
    inner.value = inner.isList ? [] : {};
    attach(json, one, inner);
  }
}

/** Puts an inner list or object where it belongs, while it is still read. */
function attach(json: Buffer, outer: Open, inner: Open): void {
  if (outer.before === 'value') throw unexpected(json, inner.opening);
  // What stands before it is its name, or nothing: parsed with a value in its place.
  const member = parsePiece(outer, `${json.toString('utf8', outer.start, inner.opening)}null`);
  if (Array.isArray(outer.value)) outer.value.push(inner.value);
  else setMember(outer, Object.keys(member)[0] ?? '', inner.value);
  // Out here there is nothing more to parse until it is closed.
  outer.start = json.length;
}

function closeAt(reading: Reading, at: number): void {
  const { json, open } = reading;
  const closed = open.pop();
  if (closed === undefined || closed.isList !== (json[at] === CLOSING_BRACKET)) throw unexpected(json, at);
  const outer = open.at(-1);
  if (closed.value !== undefined) {
    take(json, closed, at);
    if (outer !== undefined) {
      outer.start = at + 1;
      outer.before = 'value';
    }
  }
  if (outer === undefined) reading.whole = { from: closed, end: at + 1 };
}

/** Parses the members from `start` on to a comma or the closing bracket. */
function take(json: Buffer, one: Open, end: number): void {
  let start = skipBlank(json, one.start, end);
  if (one.before === 'value') {
    if (start === end) return;
    if (json[start] !== COMMA) throw unexpected(json, start);
    start = skipBlank(json, start + 1, end);
  } else if (one.before === 'opening' && start === end && json[end] !== COMMA) return;
  if (start === end) throw unexpected(json, end);
  const piece = parsePiece(one, json.toString('utf8', start, end));
  if (Array.isArray(piece)) for (const element of piece) (one.value as unknown[]).push(element);
  else for (const [name, member] of Object.entries(piece)) setMember(one, name, member);
}

function parsePiece({ isList }: Open, text: string): unknown[] | Record<string, unknown> {
  return JSON.parse(isList ? `[${text}]` : `{${text}}`);
}

/** Any name is only a name, as for `JSON.parse`. */
function setMember({ value }: Open, name: string, member: unknown): void {
  if (name !== '__proto__') (value as Record<string, unknown>)[name] = member;
  else
    Object.defineProperty(value, name, {
      value: member,
      writable: true,
      enumerable: true,
      configurable: true,
    });
}

function skipBlank(json: Buffer, from: number, end: number): number {
  let at = from;
  while (at < end && BLANKS.includes(json[at] ?? 0)) at += 1;
  return at;
}

function checkBlank(json: Buffer, from: number, end: number): void {
  const at = skipBlank(json, from, end);
  if (at < end) throw unexpected(json, at);
}

function unexpected(json: Buffer, at: number): SyntaxError {
  return new SyntaxError(`Unexpected token '${json.toString('utf8', at, at + 1)}' in JSON at byte ${at}`);
}
