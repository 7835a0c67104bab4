import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { Benchmark } from './benchmark.ts';

export interface BenchOptions {
  readonly chosen: readonly Benchmark[];
  readonly json: boolean;
  /** Undefined: as many as each benchmark thinks right. */
  readonly runs: number | undefined;
  /** Where a run's figures are appended, with `json`. */
  readonly figures: string;
}

const figuresFile = fileURLToPath(new URL('../figures.jsonl', import.meta.url));

/** Arguments that can't be taken; the message is for the user who typed them. */
export class UsageError extends Error {}

export function usageOf(benchmarks: readonly Benchmark[]): string {
  return `Usage: pnpm bench [--only NAME] [--runs N] [--json] [--figures FILE]

Measures what a callback costs, beside what people would use instead. Everything runs on this machine.

${benchmarks.map(({ name, says, runs }) => `  ${name.padEnd(12)}${says} (${runs} runs)\n`).join('')}
  --only NAME   run one of these (may be given again)
  --runs N      take so many samples of each figure
  --json        print one JSON object a figure:
                {"name", "unit", "ours", "others", "ratio", "runs", "spread"}
  --figures FILE
                with --json: append the run's figures, under its commit, to
                FILE in place of packages/bench/figures.jsonl
  --help        print this

Exits with 1 when a benchmark could not run, with 2 when called wrongly. A missed target is printed, and is not an error.
`;
}

/** @throws UsageError that says what was given and what is taken. */
export function readOptions(
  args: readonly string[],
  benchmarks: readonly Benchmark[],
): BenchOptions | 'help' {
  const { values } = parse(args);
  if (values.help) return 'help';
  const names = values.only;
  const unknown = names?.find((name) => !benchmarks.some((benchmark) => benchmark.name === name));
  if (unknown !== undefined) {
    const known = benchmarks.map(({ name }) => name).join(', ');
    throw new UsageError(`no benchmark is called ${JSON.stringify(unknown)}; there are ${known}`);
  }
  return {
    chosen: benchmarks.filter(({ name }) => names === undefined || names.includes(name)),
    json: values.json === true,
    runs: values.runs === undefined ? undefined : positive(values.runs),
    figures: values.figures ?? figuresFile,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        only: { type: 'string', multiple: true },
        runs: { type: 'string' },
        json: { type: 'boolean' },
        figures: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function positive(text: string): number {
  if (/^[1-9][0-9]{0,5}$/.test(text)) return Number(text);
  throw new UsageError(`--runs takes a positive integer; given: ${JSON.stringify(text)}`);
}
