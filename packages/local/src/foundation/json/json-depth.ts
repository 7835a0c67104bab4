import {
  CLOSING_BRACE,
  CLOSING_BRACKET,
  endOfText,
  OPENING_BRACE,
  OPENING_BRACKET,
  QUOTE,
} from './json-signs.ts';

/**
 * Whether a JSON text is nested deeper than so many levels. Read from the text, because whatever walks a parsed value
 * does so by recursion.
 */
export function isNestedDeeper(json: string | Buffer, most: number): boolean {
  const bytes = typeof json === 'string' ? Buffer.from(json) : json;
  let depth = 0;
  for (let at = 0; at < bytes.length && depth <= most; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte === QUOTE) at = endOfText(bytes, at);
    else depth += step(byte);
  }
  return depth > most;
}

/** Compared one by one, because a request has up to 16 million bytes. */
function step(byte: number): number {
  if (byte === OPENING_BRACKET || byte === OPENING_BRACE) return 1;
  return byte === CLOSING_BRACKET || byte === CLOSING_BRACE ? -1 : 0;
}
