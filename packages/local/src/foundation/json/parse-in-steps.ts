import type { Steps } from '../steps.ts';
import {
  CLOSING_BRACE,
  CLOSING_BRACKET,
  COMMA,
  checkBlank,
  endOfText,
  OPENING_BRACE,
  OPENING_BRACKET,
  QUOTE,
  unexpected,
} from './json-signs.ts';
import { type OpenValue, parseOpen, take } from './open-value.ts';

/** Bytes that are parsed in one go: even of the smallest values, a few milliseconds. */
const PIECE_BYTES = 131_072;
/** Bytes up to which a text that can't be beyond the bounds is parsed without being looked through. */
const SHORT_BYTES = 8192;
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
  /** Of one object; 110,000 by default. */
  readonly mostMembers?: number;
  /** About so many are parsed in one go. */
  readonly pieceBytes?: number;
}

/** A text, and where its reading stands. */
interface Reading {
  readonly json: Buffer;
  readonly deepest: number;
  readonly mostValues: number;
  readonly mostMembers: number;
  readonly pieceBytes: number;
  readonly open: OpenValue[];
  /** Where the last piece ended. */
  cut: number;
  commas: number;
  /** What the text holds, once that is closed. */
  whole?: { readonly from: OpenValue; readonly end: number };
}

/**
 * `JSON.parse` in steps. A text of more than a piece is cut between the members of its lists and objects: each piece is
 * parsed by `JSON.parse`, and put where it belongs.
 * @throws BeyondBoundsError, SyntaxError
 */
export function* parseInSteps(json: Buffer, bounds: ParseBounds): Steps<unknown> {
  if (isWithinBounds(json, bounds)) return JSON.parse(json.toString());
  const reading: Reading = {
    ...{ json, open: [], cut: 0, commas: 0 },
    ...{
      mostValues: Number.POSITIVE_INFINITY,
      mostMembers: MOST_MEMBERS,
      pieceBytes: PIECE_BYTES,
      ...bounds,
    },
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
  if (whole === undefined || value === undefined) return JSON.parse(json.toString());
  checkBlank(json, 0, whole.from.opening);
  checkBlank(json, whole.end, json.length);
  return value;
}

/** Whether so short a text with so few openings can have neither too many levels nor too many values. */
function isWithinBounds(json: Buffer, bounds: ParseBounds): boolean {
  const { deepest, mostValues = SHORT_BYTES, mostMembers = SHORT_BYTES } = bounds;
  if (json.length > Math.min(SHORT_BYTES, mostValues, mostMembers)) return false;
  let openings = 0;
  for (const opening of [OPENING_BRACE, OPENING_BRACKET])
    for (let at = json.indexOf(opening); at !== -1; at = json.indexOf(opening, at + 1)) openings += 1;
  return openings <= deepest;
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
  const { json, open, mostValues, mostMembers, pieceBytes } = reading;
  reading.commas += 1;
  if (reading.commas > mostValues) throw new BeyondBoundsError(`of more than ${mostValues} values`);
  const innermost = open.at(-1);
  if (innermost !== undefined) countMember(innermost, at, mostMembers);
  if (at - reading.cut <= pieceBytes) return false;
  parseOpen(json, open);
  reading.cut = at;
  return true;
}

function countMember(innermost: OpenValue, at: number, most: number): void {
  innermost.comma = at;
  innermost.commas += 1;
  if (!innermost.isList && innermost.commas > most)
    throw new BeyondBoundsError(`of an object of more than ${most} members`);
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
