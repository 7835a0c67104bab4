import { digest } from '@callback-relay/callbacks-table';
import { limits, RelayError } from '@callback-relay/contract';

/**
 * JSON in, the same JSON out. Numbers that a double cannot hold are kept as their source text (`JSON.rawJSON` and
 * the source text access of `JSON.parse`, Node 21 and later), so that an ID beyond 2^53 reaches the state machine
 * digit by digit.
 */

/** An envelope and its `detail` lie around what the limit is about. */
const ENVELOPE_DEPTH = 2;

/** A double holds every number of so many significant digits: 15, by IEEE 754. */
const EXACT_DIGITS = 15;

interface ExactJson {
  parse(
    text: string,
    reviver: (key: string, value: unknown, context: { readonly source?: string }) => unknown,
  ): unknown;
  rawJSON(source: string): object;
}

const exact = JSON as unknown as ExactJson;

export interface ParsedJson {
  readonly value: unknown;
  /** Nests deeper than readers can be trusted with: parsed nevertheless, to learn whose it is, but not exactly. */
  readonly isTooDeep: boolean;
}

/** @throws RelayError `not-json`. */
export function parseExactJson(text: string): ParsedJson {
  // JSON.parse is not recursive, but with a reviver it is, and so is most of what comes after it.
  const isTooDeep = depthOf(text) > limits.jsonDepth + ENVELOPE_DEPTH;
  try {
    return { value: isTooDeep ? JSON.parse(text) : exact.parse(text, keepExact), isTooDeep };
  } catch {
    // The parser's message repeats a piece of the text, which may be secret.
    throw new RelayError('not-json');
  }
}

function keepExact(_: string, value: unknown, { source }: { readonly source?: string }): unknown {
  const isInexact = typeof value === 'number' && source !== undefined && !isExact(source, value);
  return isInexact ? exact.rawJSON(source) : value;
}

/** JSON text of a value of `parseExactJson`. Lone surrogates come out escaped, as JSON.stringify has it. */
export function stringifyJson(value: unknown): string {
  return JSON.stringify(value);
}

/** JSON text with the members of objects in order, so that two spellings of one value are the same text. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value !== 'object' || value === null || isRaw(value)) return JSON.stringify(value);
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonicalJson(member)}`).join(',')}}`;
}

/**
 * A digest of what a result says: two results with the same fingerprint are the same result, whatever the order in
 * which their members were written.
 */
export function fingerprintOf(...content: readonly unknown[]): string {
  return digest(canonicalJson(content));
}

/** A raw number is frozen and without prototype, which nothing that is parsed can be. */
function isRaw(value: object): boolean {
  return Object.isFrozen(value) && Object.getPrototypeOf(value) === null;
}

function isExact(source: string, value: number): boolean {
  const [mantissa = ''] = source.toLowerCase().split('e');
  const digits = mantissa.replace(/[-.]/g, '').replace(/^0+/, '');
  if (digits === '') return true;
  return digits.length <= EXACT_DIGITS && Number.isFinite(value) && value !== 0;
}

function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (character === '"') at = endOfString(text, at);
    else if (character === '[' || character === '{') deepest = Math.max(deepest, ++depth);
    else if (character === ']' || character === '}') depth--;
  }
  return deepest;
}

function endOfString(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return at;
}
