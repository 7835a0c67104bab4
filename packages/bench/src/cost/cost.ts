import { names } from '../app/names.ts';
import type { Benchmark } from '../benchmark.ts';
import { type Finding, figure } from '../figure.ts';
import { type RunningApp, startApp } from '../running-app.ts';
import { type Path, runInFullBatches, runSingly } from './batches.ts';
import { billOf } from './bill.ts';
import { itemBytes } from './item-bytes.ts';
import { otherDesigns } from './other-designs.ts';
import { costPerMillion } from './price-table.ts';
import { endOfExecution, rowDesigns } from './row-designs.ts';
import { type StoredRows, storedRows } from './stored-rows.ts';
import { countWire, type WireCount } from './wire-count.ts';

const SINGLY = 10;

/** Calls to AWS and US dollars for a callback, from calls that were counted at the wire. */
export const cost: Benchmark = {
  name: 'cost',
  says: 'calls per callback, counted at the wire, and US dollars per million, beside four other designs',
  runs: 200,
  async run(bench) {
    const app = await startApp(await bench.assembly());
    try {
      const rows = await storedRows(app);
      bench.progress(`${bench.runs} callbacks in full batches, then ${SINGLY} one by one`);
      const full = await counted(app, 'decoupled', runInFullBatches, bench.runs);
      const direct = await counted(app, 'direct', runInFullBatches, bench.runs);
      const single = await counted(app, 'decoupled', runSingly, SINGLY);
      const directSingle = await counted(app, 'direct', runSingly, SINGLY);
      return [
        ...callsOf(full, bench.runs, 'batch-10'),
        ...callsOf(single, SINGLY, 'batch-1'),
        ...bytesOf(rows),
        ...costs({
          ours: costPerMillion(billOf(full, bench.runs, rows)),
          single: costPerMillion(billOf(single, SINGLY, rows)),
          direct: costPerMillion(billOf(direct, bench.runs, rows)),
          directSingle: costPerMillion(billOf(directSingle, SINGLY, rows)),
          callbacks: bench.runs,
        }),
      ];
    } finally {
      await app.close();
    }
  },
};

type Run = (app: RunningApp, path: Path, callbacks: number) => Promise<void>;

async function counted(app: RunningApp, path: Path, run: Run, callbacks: number): Promise<WireCount> {
  const count = countWire(app.local);
  await run(app, path, callbacks);
  return count.stop();
}

/** Most calls of the relay for a callback, in full batches: a claim, an answer, and its share of one closing write. */
const relayCallsAtMost = 2.2;

function callsOf(count: WireCount, callbacks: number, batch: string): Finding[] {
  const roles = [
    ['requester', names.requester],
    ['worker', names.workerFunction],
    ['relay', names.relay],
  ] as const;
  return roles.map(([role, name]) => ({
    figure: figure(
      `cost.calls.${batch}.${role}`,
      'calls/callback',
      (count.calls.get(name) ?? 0) / callbacks,
      {
        runs: callbacks,
      },
    ),
    ...(role === 'relay' &&
      batch === 'batch-10' && { target: { of: 'ours' as const, most: relayCallsAtMost } }),
  }));
}

function bytesOf(rows: StoredRows): Finding[] {
  return Object.entries(rows).map(([state, item]) => ({
    figure: figure(`cost.row.${state}`, 'bytes', itemBytes(item)),
  }));
}

interface Costs {
  readonly ours: number;
  readonly single: number;
  readonly direct: number;
  readonly directSingle: number;
  readonly callbacks: number;
}

function costs({ ours, single, direct, directSingle, callbacks }: Costs): Finding[] {
  const dollars = (name: string, value: number, others: Record<string, number>, runs = callbacks) =>
    figure(`cost.cost.${name}`, 'USD/million', value, { others, runs });
  const { resumeWorkflow, durableFunction, polling } = otherDesigns;
  return [
    { figure: dollars('batch-10', ours, { direct }), target: { of: 'ratio', most: 1.2 } },
    { figure: dollars('batch-1', single, { direct: directSingle }, SINGLY) },
    {
      // Three times ours or more.
      figure: dollars('resume-workflow', ours, { resumeWorkflow: costPerMillion(resumeWorkflow) }),
      target: { of: 'ratio', most: 1 / 3 },
    },
    { figure: dollars('durable-function', ours, { durableFunction: costPerMillion(durableFunction) }) },
    { figure: dollars('polling', ours, { polling: costPerMillion(polling) }) },
    { figure: figure('cost.end-of-execution', 'USD/million', costPerMillion(endOfExecution)) },
    ...Object.entries(rowDesigns).map(([name, rows]) => ({
      figure: dollars(`rows.${name}`, ours + costPerMillion(rows) - costPerMillion(rowDesigns.sparseIndex), {
        direct,
      }),
    })),
  ];
}
