import type { CallbackRow, WaitingRow } from '@callback-relay/callbacks-table';
import type { CorrelationId } from '@callback-relay/contract';
import type { Bench, Benchmark } from '../benchmark.ts';
import { sampleOpening } from '../cost/sample-opening.ts';
import { type Finding, figure } from '../figure.ts';
import { type RunningApp, startApp } from '../running-app.ts';
import { interleaved, median, spread } from '../statistics.ts';
import { startedAtOnce } from './at-once.ts';
import { growthInMemory } from './growth.ts';
import { memoryRelay } from './memory-relay.ts';
import { resultsFor, waitingRow, waitingRows } from './sample-callbacks.ts';
import { type Settling, settleAll } from './settling.ts';
import { tableRelay } from './table-relay.ts';
import { throughWholeSystem } from './whole-system.ts';

const CALLBACKS = 500;

/** Callbacks per second, and CPU per callback, through the relay alone and through everything. */
export const throughput: Benchmark = {
  name: 'throughput',
  says: 'callbacks per second through the relay alone and the local system; with up to 100,000 waiting',
  runs: 5,
  async run(bench) {
    const waiting = waitingRow(await sampleOpening());
    bench.progress('the relay alone, in memory');
    const growth = await growthInMemory(waiting, bench.runs);
    const app = await startApp(await bench.assembly());
    try {
      return [
        ...(await relayAlone(app, waiting, bench)),
        ...growth,
        ...(await throughWholeSystem(app, bench.progress)),
        await startedAtOnce(app, bench.progress),
      ];
    } finally {
      await app.close();
    }
  },
};

/** Our code alone, and with adapters, SDK and the table in the same process: the difference is theirs. */
async function relayAlone(app: RunningApp, sample: WaitingRow, bench: Bench): Promise<Finding[]> {
  bench.progress('the relay alone, over the table');
  const table = tableRelay(app);
  const rows = waitingRows(sample, CALLBACKS);
  const cpu = { memory: [] as number[], table: [] as number[] };
  const settle = async (where: 'memory' | 'table'): Promise<Settling> => {
    if (where === 'table') {
      await table.fill(rows);
      return settleAll(table.relay, resultsFor(rows));
    }
    const held = new Map<CorrelationId, CallbackRow>(rows.map((row) => [row.correlationId, row]));
    return settleAll(memoryRelay(held), resultsFor(rows));
  };
  const rates = await interleaved(['memory', 'table'], bench.runs, async (where) => {
    const { perSecond, cpuPerCallback } = await settle(where);
    cpu[where].push(cpuPerCallback);
    return perSecond;
  });
  table.close();
  const { runs } = bench;
  return [
    {
      figure: figure('throughput.relay.in-memory', 'callbacks/s', median(rates.memory), {
        others: { overTable: median(rates.table) },
        runs,
        spread: spread(rates.memory),
      }),
    },
    {
      figure: figure('throughput.relay.cpu', 'ms/callback', median(cpu.memory), {
        others: { withTableAndSdk: median(cpu.table) },
        runs,
        spread: spread(cpu.memory),
      }),
    },
  ];
}
