const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPENING_BRACKET = 0x5b;
const OPENING_BRACE = 0x7b;
const CLOSING_BRACKET = 0x5d;
const CLOSING_BRACE = 0x7d;

/**
 * Whether a JSON text is nested deeper than so many levels. Read from the text, because whatever walks a parsed value
 * does so by recursion.
 */
export function isNestedDeeper(json: string | Buffer, most: number): boolean {
  const bytes = typeof json === 'string' ? Buffer.from(json) : json;
  let depth = 0;
  let inText = false;
  for (let at = 0; at < bytes.length && depth <= most; at += 1) {
    const byte = bytes[at] ?? 0;
    if (inText && byte === BACKSLASH) at += 1;
    else if (byte === QUOTE) inText = !inText;
    else if (!inText) depth += step(byte);
  }
  return depth > most;
}

/** Compared one by one, because a request has up to 16 million bytes. */
function step(byte: number): number {
  if (byte === OPENING_BRACKET || byte === OPENING_BRACE) return 1;
  return byte === CLOSING_BRACKET || byte === CLOSING_BRACE ? -1 : 0;
}
