/** What JSON's grammar is made of, as bytes of a text in UTF-8: https://datatracker.ietf.org/doc/html/rfc8259#section-2 */

export const QUOTE = 0x22;
export const COMMA = 0x2c;
const BACKSLASH = 0x5c;
export const OPENING_BRACKET = 0x5b;
export const CLOSING_BRACKET = 0x5d;
export const OPENING_BRACE = 0x7b;
export const CLOSING_BRACE = 0x7d;
/** Space, tab, line feed and carriage return. */
const BLANKS: readonly number[] = [0x20, 0x09, 0x0a, 0x0d];

/** The quote that ends a text; the end of everything where none does. */
export function endOfText(json: Buffer, from: number): number {
  for (let at = from + 1; at < json.length; at += 1) {
    const byte = json[at];
    if (byte === QUOTE) return at;
    if (byte === BACKSLASH) at += 1;
  }
  return json.length;
}

export function skipBlank(json: Buffer, from: number, end: number): number {
  let at = from;
  while (at < end && BLANKS.includes(json[at] ?? 0)) at += 1;
  return at;
}

export function checkBlank(json: Buffer, from: number, end: number): void {
  const at = skipBlank(json, from, end);
  if (at < end) throw unexpected(json, at);
}

export function unexpected(json: Buffer, at: number): SyntaxError {
  return new SyntaxError(`Unexpected token '${json.toString('utf8', at, at + 1)}' in JSON at byte ${at}`);
}
