import { parseArgs } from 'node:util';

export interface DemoOptions {
  readonly numbers: readonly number[];
  readonly runs: number;
  readonly json: boolean;
}

export const usage = `Usage: pnpm demo [--number N] [--runs N] [--json]

Synthesizes the app, boots it on this machine, and runs its state machine: each execution sleeps until a worker that
knows nothing of Step Functions has answered by an event. Prints the history of each, and the way that its callback took.

  --number N   run one execution with this integer (default: 12, which is even, then 7, which is not)
  --runs N     run that many times in one boot (default: 1)
  --json       print one JSON object an execution:
               {"input", "status", "output" | "error" and "cause", "history", "pausedMs", "overheadMs"}
  --help       print this
`;

/** Thrown for arguments that the demo can't take; the message is for the person who typed them. */
export class UsageError extends Error {}

/** @throws UsageError that says what was given and what is taken. */
export function readOptions(args: readonly string[]): DemoOptions | 'help' {
  const { values } = parse(args);
  if (values.help) return 'help';
  const runs = values.runs === undefined ? 1 : integer('--runs', values.runs);
  if (runs < 1) throw new UsageError(`--runs takes an integer of at least 1, not ${values.runs}`);
  const numbers = values.number === undefined ? [12, 7] : [integer('--number', values.number)];
  return { numbers, runs, json: values.json === true };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: joinNegative(args),
      options: {
        number: { type: 'string' },
        runs: { type: 'string' },
        json: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/** `--number -3`: parseArgs takes a value that begins with a dash only when it is joined to its option. */
function joinNegative(args: readonly string[]): string[] {
  const joined: string[] = [];
  for (const arg of args) {
    const previous = joined.at(-1);
    if (/^-\d/.test(arg) && previous === '--number') joined[joined.length - 1] = `${previous}=${arg}`;
    else joined.push(arg);
  }
  return joined;
}

function integer(option: string, text: string): number {
  const value = Number(text);
  if (!/^[+-]?\d+$/.test(text) || !Number.isSafeInteger(value)) {
    throw new UsageError(`${option} takes an integer, as 12 or -7; given: ${JSON.stringify(text)}`);
  }
  return value;
}
