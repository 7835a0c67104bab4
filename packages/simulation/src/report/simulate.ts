import { writeFile } from 'node:fs/promises';
import { textOfTrace } from '@callback-relay/spec';
import { LONG_RUN, metMarks, shortfallOf, shortOf, testedPromises } from '../marks/shortfalls.ts';
import { run } from '../run.ts';
import type { Figures } from './figures.ts';
import { figuresInThread } from './figures-in-thread.ts';
import type { SimulateOptions } from './options.ts';
import { progressOf } from './progress.ts';
import type { SimulationReport } from './report.ts';
import { runInThreads } from './run-in-threads.ts';
import { runSeeds } from './run-seeds.ts';
import { summary } from './summary.ts';
import type { Tally } from './tally.ts';

/** An hour of unmatched results takes minutes: it is played beside a long run, and a few minutes of it beside a shorter one. */
const SHORT_MINUTES = 5;

/** Runs the seeds and prints what they found; whether every promise held. */
export async function simulate({ runs, seed, trace, record, json }: SimulateOptions): Promise<boolean> {
  if (trace) await printTrace(seed);
  if (record !== undefined) await recordSteps(seed, record);
  const [tally, figures] = runs === 1 ? [await runSeeds(seed, 1)] : await seedsAndFigures(seed, runs);
  for (const { seed: failed, promise, what } of tally.failures) {
    const name = promise === 'model' ? 'the model' : promise;
    process.stderr.write(`${name} is broken by seed ${failed}: ${what}\n  replay: ${replayOf(failed)}\n`);
  }
  const met = [...metMarks(tally.marks, runs), ...testedPromises(tally.promises, runs)];
  const short = runs < LONG_RUN ? [] : shortOf(met);
  for (const one of short) process.stderr.write(`${shortfallOf(one, runs, seed)}\n`);
  const report = reportOf(tally, seed, figures);
  process.stdout.write(json ? `${JSON.stringify(report)}\n` : summary(report));
  return tally.violations === 0 && tally.stepsOutsideModel === 0 && short.length === 0;
}

function seedsAndFigures(seed: number, runs: number): Promise<[Tally, Figures]> {
  const figures = figuresInThread(runs < LONG_RUN ? SHORT_MINUTES : undefined);
  return Promise.all([runInThreads(seed, runs, progressOf(runs)), figures]);
}

function reportOf(
  { failures, ...tally }: Tally,
  seed: number,
  figures: Figures | undefined,
): SimulationReport {
  const broken = failures.map((failure) => ({ ...failure, replay: replayOf(failure.seed) }));
  return { ...tally, seed, ...figures, ...(broken.length > 0 ? { failures: broken } : {}) };
}

async function printTrace(seed: number): Promise<void> {
  const { trace } = await run(seed, { trace: true });
  process.stdout.write(`${trace.lines().join('\n')}\n`);
}

async function recordSteps(seed: number, file: string): Promise<void> {
  const { recorded } = await run(seed);
  await writeFile(file, textOfTrace({ seed, steps: recorded }));
  process.stderr.write(`${recorded.length} steps in ${file}\n`);
}

function replayOf(seed: number): string {
  return `pnpm simulate --seed ${seed} --runs 1 --trace`;
}
