import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Bench, Benchmark } from '../benchmark.ts';
import { type Finding, figure, type Target } from '../figure.ts';
import { interleaved, median, spread } from '../statistics.ts';
import { startContender } from './contender.ts';
import { type Contenders, createContenders } from './contenders.ts';
import { peersToAsk } from './peers-to-ask.ts';

const OURS = 'ours';

/** Clients at once, and the callbacks that they share in a sample. */
const LOADS = [
  { clients: 1, callbacks: 50 },
  { clients: 10, callbacks: 100 },
  { clients: 100, callbacks: 200 },
] as const;

/** Callbacks before the first sample of a load: the first ones through any code are slow, here and elsewhere. */
const WARM_UP = 200;

/** Opening a callback and answering it from outside, here and elsewhere, in turns. */
export const peers: Benchmark = {
  name: 'peers',
  says: `opening and answering a callback, beside ${peersToAsk.map(({ says }) => says).join('; ')}; installs them once`,
  runs: 5,
  async run(bench) {
    const data = mkdtempSync(join(tmpdir(), 'callback-relay-bench-data-'));
    const contenders = createContenders(bench);
    try {
      const assembly = await bench.assembly();
      for (const { name, says } of [{ name: OURS, says: 'ours' }, ...peersToAsk]) {
        bench.progress(`starting ${says}`);
        const dataDir = join(data, name);
        await contenders.add(
          name,
          dataDir,
          startContender({ name, dataDir, assembly, progress: bench.progress }),
        );
      }
      return await compare(contenders, bench);
    } finally {
      await contenders.close();
      rmSync(data, { recursive: true, force: true });
    }
  },
};

async function compare(contenders: Contenders, bench: Bench): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const { clients, callbacks } of LOADS) {
    const names = contenders.names();
    if (!names.includes(OURS)) throw new Error('ours is left out, and there is nothing to compare with');
    bench.progress(`${clients} at a time: ${names.join(', ')}, in turns`);
    const round = (name: string) => contenders.round(name, { count: callbacks, clients });
    for (const name of names) await contenders.round(name, { count: WARM_UP, clients });
    const samples = await interleaved(names, bench.runs, round);
    findings.push(...findingsOf(complete(samples), clients, bench.runs));
  }
  return findings;
}

/** Of those that were there in every round. */
function complete(samples: Readonly<Record<string, readonly (number | undefined)[]>>): Samples {
  const isComplete = (taken: readonly (number | undefined)[]) =>
    taken.every((sample) => sample !== undefined);
  return Object.fromEntries(
    Object.entries(samples).filter((entry): entry is [string, number[]] => isComplete(entry[1])),
  );
}

type Samples = Readonly<Record<string, readonly number[]>>;

/** Latency is that of one client: the inverse of its throughput. */
function findingsOf(samples: Samples, clients: number, runs: number): Finding[] {
  const { ours = [], ...others } = samples;
  const unit = clients === 1 ? 'ms' : 'callbacks/s';
  const value = (perSecond: readonly number[]) =>
    clients === 1 ? median(perSecond.map((each) => 1000 / each)) : median(perSecond);
  if (ours.length === 0) return [];
  const values = Object.entries(others).map(([name, perSecond]) => [name, value(perSecond)] as const);
  const name = clients === 1 ? 'peers.latency' : `peers.throughput.${clients}-at-once`;
  const width = spread(clients === 1 ? ours.map((each) => 1000 / each) : ours);
  return values.map(([other, theirs]) => {
    const target = targetOf(other, clients);
    const made = figure(`${name}.${other}`, unit, value(ours), {
      others: { [other]: theirs },
      runs,
      spread: width,
    });
    return target ? { figure: made, target } : { figure: made };
  });
}

/** At most twice Restate's latency; ahead of Temporal and LocalStack in everything. */
function targetOf(peer: string, clients: number): Target | undefined {
  if (peer === 'restate') return clients === 1 ? { of: 'ratio', most: 2 } : undefined;
  return clients === 1 ? { of: 'ratio', most: 1 } : { of: 'ratio', least: 1 };
}
