import { createInterface } from 'node:readline/promises';

/** Where a command reads and writes. */
export interface Terminal {
  out(text: string): void;
  err(text: string): void;
  /** Whether people read what goes out. */
  readonly isTerminal: boolean;
  /** Whether colours are wanted. */
  readonly hasColours: boolean;
  readonly columns: number;
  /** Asks a yes-or-no question; undefined where there is no user to be asked. */
  readonly confirm?: (question: string) => Promise<boolean>;
}

export function processTerminal({ stdout, stderr, stdin, env }: NodeJS.Process): Terminal {
  const isTerminal = stdout.isTTY === true;
  return {
    out: (text) => void stdout.write(text),
    err: (text) => void stderr.write(text),
    isTerminal,
    // https://no-color.org
    hasColours: isTerminal && !env.NO_COLOR && env.TERM !== 'dumb',
    columns: stdout.columns ?? 120,
    ...(stdin.isTTY === true && {
      async confirm(question) {
        const reader = createInterface({ input: stdin, output: stderr });
        try {
          return /^y(es)?$/i.test((await reader.question(`${question} [y/N] `)).trim());
        } finally {
          reader.close();
        }
      },
    }),
  };
}
