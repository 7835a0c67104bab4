/** What AWS's parser quotes of a text at most. */
const MOST_QUOTED = 500;

/** A place in a text, as AWS's messages about JSON name it: the text's beginning, and the line and column after what was read. */
export const jsonLocation = (text: string, read: number): string => {
  const lines = text.slice(0, read).split('\n');
  const column = (lines.at(-1)?.length ?? 0) + 1;
  const left = text.length - MOST_QUOTED;
  const quoted = `"${text.slice(0, MOST_QUOTED)}"${left > 0 ? `[truncated ${left} chars]` : ''}`;
  return `[Source: (String)${quoted}; line: ${lines.length}, column: ${column}]`;
};
