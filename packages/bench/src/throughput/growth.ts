import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { CallbackRow, WaitingRow } from '@callback-relay/callbacks-table';
import type { CorrelationId } from '@callback-relay/contract';
import { type Finding, figure } from '../figure.ts';
import { interleaved, median, spread } from '../statistics.ts';
import { memoryRelay } from './memory-relay.ts';
import { resultsFor, waitingRows } from './sample-callbacks.ts';
import { settleAll } from './settling.ts';

const sizes = ['100', '1000', '10000', '100000'] as const;
/** So many are settled at every size, in sets that are made just before, so that only what waits differs. */
const SETTLED = 10_000;
const SET = 100;

/** Callbacks settled in a second while so many wait: our code alone, in memory. */
export async function growthInMemory(sample: WaitingRow, runs: number): Promise<Finding[]> {
  // The first runs of any code are slow.
  await settledPerSecond(sample, SETTLED);
  const samples = await interleaved(sizes, runs, (size) => settledPerSecond(sample, Number(size)));
  const [first] = sizes;
  return sizes.map(
    (size): Finding => ({
      figure: figure(`throughput.relay.waiting-${size}`, 'callbacks/s', median(samples[size]), {
        others: { [`waiting-${first}`]: median(samples[first]) },
        runs,
        spread: spread(samples[size]),
      }),
      ...(size === '100000' && { target: { of: 'ratio', least: 0.8 } }),
    }),
  );
}

async function settledPerSecond(sample: WaitingRow, size: number): Promise<number> {
  const waiting = waitingRows(sample, size);
  const rows = new Map<CorrelationId, CallbackRow>(waiting.map((row) => [row.correlationId, row]));
  const relay = memoryRelay(rows);
  collectGarbage();
  let seconds = 0;
  for (let at = 0; at < SETTLED; at += SET) {
    const chosen = waiting.slice(at % size, (at % size) + SET);
    for (const row of chosen) rows.set(row.correlationId, row);
    seconds += SET / (await settleAll(relay, resultsFor(chosen))).perSecond;
  }
  return SETTLED / seconds;
}

/** What was made to fill the store is not to be collected while it is measured. */
function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
}
