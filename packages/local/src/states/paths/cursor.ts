/** A place in a text that is being read. */
export interface Cursor {
  readonly text: string;
  at: number;
}

/** Reads what a sticky pattern matches here; undefined, and no move, if it does not. */
export const take = (cursor: Cursor, pattern: RegExp): RegExpExecArray | undefined => {
  pattern.lastIndex = cursor.at;
  const match = pattern.exec(cursor.text);
  if (!match) return undefined;
  cursor.at = pattern.lastIndex;
  return match;
};

export const skipSpace = (cursor: Cursor): void => void take(cursor, /\s*/y);

/** A quoted name without its escapes: a backslash escapes the name's own quotes and itself, and is kept before others. */
export const unescapeText = (text: string, quote: string): string =>
  text.replace(/\\(.)/gs, (pair, char: string) => (char === quote || char === '\\' ? char : pair));
