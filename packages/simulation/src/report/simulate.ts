import { writeFile } from 'node:fs/promises';
import { textOfTrace } from '@callback-relay/spec';
import { burst } from '../figures/burst.ts';
import { callsPerCallback } from '../figures/calls-per-callback.ts';
import { sustainedHeartbeats } from '../figures/sustained-heartbeats.ts';
import { unmatchedResults } from '../figures/unmatched-results.ts';
import { LONG_RUN, metMarks, shortfallOf, shortOf, testedPromises } from '../marks/shortfalls.ts';
import { run } from '../run.ts';
import type { SimulateOptions } from './options.ts';
import { progressOf } from './progress.ts';
import type { SimulationReport } from './report.ts';
import { runInThreads } from './run-in-threads.ts';
import { runSeeds } from './run-seeds.ts';
import { summary } from './summary.ts';
import type { Tally } from './tally.ts';

const COUNTED_CALLBACKS = 500;
const BURST_RESULTS = 10_000;
/** An hour of unmatched results takes minutes: it is played beside a long run, and a few minutes of it beside a shorter one. */
const SHORT_MINUTES = 5;

/** Runs the seeds and prints what they found; whether every promise held. */
export async function simulate({ runs, seed, trace, record, json }: SimulateOptions): Promise<boolean> {
  if (trace) await printTrace(seed);
  if (record !== undefined) await recordSteps(seed, record);
  const tally = runs === 1 ? await runSeeds(seed, 1) : await runInThreads(seed, runs, progressOf(runs));
  for (const { seed: failed, promise, what } of tally.failures) {
    const name = promise === 'model' ? 'the model' : promise;
    process.stderr.write(`${name} is broken by seed ${failed}: ${what}\n  replay: ${replayOf(failed)}\n`);
  }
  const met = [...metMarks(tally.marks, runs), ...testedPromises(tally.promises, runs)];
  const short = runs < LONG_RUN ? [] : shortOf(met);
  for (const one of short) process.stderr.write(`${shortfallOf(one, runs, seed)}\n`);
  const report = await reportOf(tally, seed);
  process.stdout.write(json ? `${JSON.stringify(report)}\n` : summary(report));
  return tally.violations === 0 && tally.stepsOutsideModel === 0 && short.length === 0;
}

/** Figures are taken beside the runs, and not for a single one. */
async function reportOf({ failures, ...tally }: Tally, seed: number): Promise<SimulationReport> {
  const figures =
    tally.runs === 1
      ? {}
      : {
          callsPerCallback: await callsPerCallback(COUNTED_CALLBACKS),
          burst: await burst(BURST_RESULTS),
          sustainedHeartbeats: await sustainedHeartbeats(),
          unmatchedResults: await unmatchedResults(tally.runs < LONG_RUN ? SHORT_MINUTES : undefined),
        };
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
