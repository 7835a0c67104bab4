import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Bench, Benchmark } from '../benchmark.ts';
import { type Finding, figure } from '../figure.ts';
import { interleaved, median, spread } from '../statistics.ts';
import { installPeer, peerVersion } from './installation.ts';
import { ourCallbacks } from './our-callbacks.ts';
import { type Callbacks, restateCallbacks } from './restate-callbacks.ts';

const CALLBACKS = 100;
const CONCURRENCY = 10;
const SINGLY = 10;

/** Opening a callback and answering it from outside, here and on Restate; both keep what they answer in files. */
export const peer: Benchmark = {
  name: 'peer',
  says: `opening and answering a callback, beside an awakeable of Restate ${peerVersion}; installs it once`,
  runs: 5,
  async run(bench) {
    const installation = await installPeer(bench.progress);
    const assembly = await bench.assembly();
    const data = mkdtempSync(join(tmpdir(), 'callback-relay-bench-data-'));
    const open: Callbacks[] = [];
    try {
      const ours = await ourCallbacks(assembly, join(data, 'ours'));
      open.push(ours);
      const restate = await restateCallbacks(installation, join(data, 'restate'));
      open.push(restate);
      return await compare({ ours, restate }, bench);
    } finally {
      for (const callbacks of open) await callbacks.close();
      rmSync(data, { recursive: true, force: true });
    }
  },
};

async function compare(both: { ours: Callbacks; restate: Callbacks }, bench: Bench): Promise<Finding[]> {
  const names = ['ours', 'restate'] as const;
  bench.progress('warming up');
  for (const name of names) await many(both[name], CALLBACKS, CONCURRENCY);
  bench.progress('one at a time, then ten at a time');
  const alone = await interleaved(
    names,
    bench.runs,
    async (name) => 1000 / (await many(both[name], SINGLY, 1)),
  );
  const together = await interleaved(names, bench.runs, (name) => many(both[name], CALLBACKS, CONCURRENCY));
  return [
    {
      figure: figure('peer.latency', 'ms', median(alone.ours), {
        others: { restate: median(alone.restate) },
        runs: bench.runs,
        spread: spread(alone.ours),
      }),
    },
    {
      figure: figure('peer.throughput', 'callbacks/s', median(together.ours), {
        others: { restate: median(together.restate) },
        runs: bench.runs,
        spread: spread(together.ours),
      }),
    },
  ];
}

/** Callbacks per second, with so many clients. */
async function many(callbacks: Callbacks, count: number, concurrency: number): Promise<number> {
  let left = count;
  const client = async () => {
    while (left > 0) {
      left -= 1;
      await callbacks.openAndAnswer();
    }
  };
  const begun = performance.now();
  await Promise.all(Array.from({ length: concurrency }, client));
  return (1000 * count) / (performance.now() - begun);
}
