import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Bench, Benchmark } from '../benchmark.ts';
import { type Finding, figure, type Target } from '../figure.ts';
import { interleaved, median, spread } from '../statistics.ts';
import type { Callbacks, Peer } from './callbacks.ts';
import { localstack } from './localstack/localstack-peer.ts';
import { many } from './many.ts';
import { ourCallbacks } from './ours/our-callbacks.ts';
import { restate } from './restate/restate-peer.ts';
import { temporal } from './temporal/temporal-peer.ts';

const peersToAsk: readonly Peer[] = [restate, temporal, localstack];

/** Clients at once, and the callbacks that they share. */
const LOADS = [
  { clients: 1, callbacks: 10 },
  { clients: 10, callbacks: 100 },
  { clients: 100, callbacks: 200 },
] as const;

/** Opening a callback and answering it from outside, here and elsewhere, in turns. */
export const peers: Benchmark = {
  name: 'peers',
  says: `opening and answering a callback, beside ${peersToAsk.map(({ says }) => says).join('; ')}; installs them once`,
  runs: 5,
  async run(bench) {
    const data = mkdtempSync(join(tmpdir(), 'callback-relay-bench-data-'));
    const open = new Map<string, Callbacks>();
    try {
      open.set('ours', await ourCallbacks(await bench.assembly(), join(data, 'ours')));
      for (const peer of peersToAsk) await tryToStart(peer, join(data, peer.name), open, bench);
      return await compare(open, bench);
    } finally {
      for (const callbacks of open.values()) await callbacks.close();
      rmSync(data, { recursive: true, force: true });
    }
  },
};

/** A peer that cannot be had here is left out with its reason, and the others are still compared. */
async function tryToStart(peer: Peer, dataDir: string, open: Map<string, Callbacks>, bench: Bench) {
  try {
    bench.progress(`starting ${peer.says}`);
    const callbacks = await peer.start(dataDir, bench.progress);
    open.set(peer.name, callbacks);
    await callbacks.openAndAnswer();
  } catch (error) {
    await open.get(peer.name)?.close();
    open.delete(peer.name);
    const { message, cause } = error as Error;
    bench.progress(`skipped ${peer.name}: ${message}${cause instanceof Error ? `: ${cause.message}` : ''}`);
  }
}

async function compare(open: ReadonlyMap<string, Callbacks>, bench: Bench): Promise<Finding[]> {
  const names = [...open.keys()];
  const findings: Finding[] = [];
  for (const { clients, callbacks } of LOADS) {
    bench.progress(`${clients} at a time: ${names.join(', ')}, in turns`);
    const perSecond = (name: string) => many(open.get(name) as Callbacks, callbacks, clients);
    for (const name of names) await perSecond(name);
    const samples = await interleaved(names, bench.runs, perSecond);
    findings.push(...findingsOf(samples, clients, bench.runs));
  }
  return findings;
}

type Samples = Readonly<Record<string, readonly number[]>>;

/** Latency is that of one client: the inverse of its throughput. */
function findingsOf(samples: Samples, clients: number, runs: number): Finding[] {
  const { ours = [], ...others } = samples;
  const unit = clients === 1 ? 'ms' : 'callbacks/s';
  const value = (perSecond: readonly number[]) =>
    clients === 1 ? median(perSecond.map((each) => 1000 / each)) : median(perSecond);
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
