import { type Met, metMarks, shortfallOf, shortOf, testedPromises } from '../marks/shortfalls.ts';
import type { SimulateOptions } from './options.ts';
import { progressOf } from './progress.ts';
import { runInThreads } from './run-in-threads.ts';

/** The last line of `pnpm simulate --marks --json`. Before it there is one for each mark, and one for each promise. */
export interface MarksReport {
  readonly runs: number;
  readonly seed: number;
  readonly violations: number;
  readonly marks: number;
  /** Names of marks and promises that were met less often than is asked for. */
  readonly short: readonly string[];
}

/**
 * Counts over the seeds how often each mark of the protocol's branches was met, and each promise put to the test; whether
 * that was often enough, and every promise held.
 */
export async function simulateMarks({
  runs,
  seed,
  json,
}: Pick<SimulateOptions, 'runs' | 'seed' | 'json'>): Promise<boolean> {
  const tally = await runInThreads(seed, runs, progressOf(runs), 'ours');
  const [marks, promises] = [metMarks(tally.marks, runs), testedPromises(tally.promises, runs)];
  const short = shortOf([...marks, ...promises]);
  for (const { seed: failed, what } of tally.failures) process.stderr.write(`seed ${failed}: ${what}\n`);
  for (const met of short) process.stderr.write(`${shortfallOf(met, runs, seed)}\n`);
  const violations = tally.violations + tally.stepsOutsideModel;
  const report: MarksReport = {
    runs,
    seed,
    violations,
    marks: marks.length,
    short: short.map(({ name }) => name),
  };
  process.stdout.write(json ? linesOf(marks, promises, report) : table(marks, promises, report));
  return short.length === 0 && violations === 0;
}

function linesOf(marks: readonly Met[], promises: readonly Met[], report: MarksReport): string {
  const lines = [
    ...marks.map(({ name, ...met }) => ({ mark: name, ...met })),
    ...promises.map(({ name, ...met }) => ({ promise: name, ...met })),
    report,
  ];
  return lines.map((line) => `${JSON.stringify(line)}\n`).join('');
}

function table(marks: readonly Met[], promises: readonly Met[], { runs, seed, short }: MarksReport): string {
  const rows = [...marks, ...promises].map(({ name, count }) => `${String(count).padStart(9)}  ${name}`);
  const what = `${marks.length} marks and ${promises.length} promises`;
  const head = `${what} over ${runs} runs from seed ${seed}, ${short.length} of them met too seldom`;
  return `${[head, ...rows].join('\n')}\n`;
}
