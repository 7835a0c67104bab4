const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPENING = [0x5b, 0x7b];
const CLOSING = [0x5d, 0x7d];

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

function step(byte: number): number {
  if (OPENING.includes(byte)) return 1;
  return CLOSING.includes(byte) ? -1 : 0;
}
