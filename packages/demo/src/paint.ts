/** Colours, where a terminal shows them. */
export interface Paint {
  bold(text: string): string;
  dim(text: string): string;
  green(text: string): string;
  red(text: string): string;
}

/** `isTerminal` and NO_COLOR (https://no-color.org) decide: a file or a pipe gets plain text. */
export function createPaint(isTerminal: boolean, environment: NodeJS.ProcessEnv): Paint {
  const coloured = isTerminal && !environment.NO_COLOR;
  const wrap = (code: number) => (text: string) => (coloured ? `\x1b[${code}m${text}\x1b[0m` : text);
  return { bold: wrap(1), dim: wrap(2), green: wrap(32), red: wrap(31) };
}
