import type { Bench, Benchmark } from '../benchmark.ts';
import { ourHandlers } from '../cold-start/handlers.ts';
import { sampleOpening } from '../cost/sample-opening.ts';
import { type Finding, figure } from '../figure.ts';
import { filledTable } from '../growth/filled-table.ts';
import { interleaved, median, spread } from '../statistics.ts';
import { resultsFor, waitingRow, waitingRows } from '../throughput/sample-callbacks.ts';

import type { Spent } from './relay-instance.ts';
import { relayOver } from './relay-over.ts';
import { stubStepFunctions } from './stub-step-functions.ts';

/** Ten is the deployed one; SQS hands over more only with a batching window, which every result would wait for. */
const batchSizes = ['10', '100', '1000'] as const;
const RESULTS = 10_000;
/** What the relay's function is given. */
const MEMORY_MB = 512;
const FILLED_AT_ONCE = 25;

interface Run extends Spent {
  readonly seconds: number;
}

/** One relay instance that settles 10,000 results as fast as it can, in batches as deployed and in larger ones. */
export const memory: Benchmark = {
  name: 'memory',
  says: `memory and CPU of one relay instance over ${RESULTS.toLocaleString('en-US')} results, by the size of batches`,
  runs: 3,
  async run(bench) {
    const samples = await interleaved(batchSizes, bench.runs, (size) => settled(Number(size), bench));
    return batchSizes.flatMap((size) => findingsOf(size, samples[size]));
  },
};

/** In a fresh process over a fresh table, so that no size finds what another has left. */
async function settled(size: number, { assembly, progress }: Bench): Promise<Run> {
  progress(`batches of ${size}`);
  const app = await assembly();
  const stepFunctions = await stubStepFunctions();
  const sample = waitingRow(await sampleOpening());
  const table = await filledTable(app, sample, 0, () => {});
  const relay = relayOver(ourHandlers(app).relay, table, stepFunctions.endpoint);
  try {
    const rows = waitingRows(sample, RESULTS);
    for (let at = 0; at < RESULTS; at += FILLED_AT_ONCE) await table.put(rows.slice(at, at + FILLED_AT_ONCE));
    const before = await relay.spent();
    const begun = performance.now();
    for (let at = 0; at < RESULTS; at += size) await relay.invoke(resultsFor(rows.slice(at, at + size)));
    const seconds = (performance.now() - begun) / 1_000;
    const { peakMegabytes, cpuMs } = await relay.spent();
    return { peakMegabytes, cpuMs: cpuMs - before.cpuMs, seconds };
  } finally {
    relay.stop();
    stepFunctions.close();
    await table.close();
  }
}

function findingsOf(size: string, runs: readonly Run[]): Finding[] {
  const peaks = runs.map(({ peakMegabytes }) => peakMegabytes);
  const cpu = runs.map(({ cpuMs }) => cpuMs / RESULTS);
  const rates = runs.map(({ seconds }) => RESULTS / seconds);
  return [
    {
      figure: figure(`memory.relay.batches-of-${size}`, 'MB', median(peaks), {
        others: { ofItsFunction: MEMORY_MB },
        runs: runs.length,
        spread: spread(peaks),
      }),
      ...(size === batchSizes[0] && { target: { of: 'ratio' as const, most: 0.75 } }),
    },
    {
      figure: figure(`memory.relay.batches-of-${size}.cpu`, 'ms/result', median(cpu), {
        runs: runs.length,
        spread: spread(cpu),
      }),
    },
    {
      figure: figure(`memory.relay.batches-of-${size}.rate`, 'results/s', median(rates), {
        runs: runs.length,
        spread: spread(rates),
      }),
    },
  ];
}
