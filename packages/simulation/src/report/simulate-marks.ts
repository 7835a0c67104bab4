import { markNames } from '../marks/mark-names.ts';
import { rareMarks } from '../marks/rare-marks.ts';
import type { SimulateOptions } from './options.ts';
import { progressOf } from './progress.ts';
import { runInThreads } from './run-in-threads.ts';

/** With fewer seeds the rare marks need not be met. */
const LONG_RUN = 10_000;

/** The last line of `pnpm simulate --marks --json`. */
export interface MarksReport {
  readonly runs: number;
  readonly seed: number;
  readonly violations: number;
  /** Names of marks that no run has met, the rare ones only where there are 10,000 runs or more. */
  readonly unmet: readonly string[];
  /** How often each mark was met, the rarest first. */
  readonly marks: Readonly<Record<string, number>>;
}

/** Counts the marks of the protocol's branches over the seeds; whether each was met, and every promise held. */
export async function simulateMarks({
  runs,
  seed,
  json,
}: Pick<SimulateOptions, 'runs' | 'seed' | 'json'>): Promise<boolean> {
  const names = markNames();
  const { marks: met, violations, failures } = await runInThreads(seed, runs, progressOf(runs), 'ours');
  const counts = names.map((name) => [name, met[name] ?? 0] as const).sort(([, a], [, b]) => a - b);
  const isDue = (name: string) => runs >= LONG_RUN || !rareMarks.includes(name);
  const unmet = counts.flatMap(([name, count]) => (count === 0 && isDue(name) ? [name] : []));
  const report: MarksReport = { runs, seed, violations, unmet, marks: Object.fromEntries(counts) };
  for (const { seed: failed, what } of failures) process.stderr.write(`seed ${failed}: ${what}\n`);
  for (const name of unmet)
    process.stderr.write(`${name} was met in none of ${runs} runs from seed ${seed}\n`);
  process.stdout.write(json ? `${JSON.stringify(report)}\n` : table(report));
  return unmet.length === 0 && violations === 0;
}

function table({ runs, seed, marks, unmet }: MarksReport): string {
  const rows = Object.entries(marks).map(([name, count]) => `${String(count).padStart(9)}  ${name}`);
  const head = `${rows.length} marks over ${runs} runs from seed ${seed}, ${unmet.length} of them not met`;
  return `${[head, ...rows].join('\n')}\n`;
}
