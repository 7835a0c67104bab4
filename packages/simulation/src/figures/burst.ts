import { currentVersion, resultTypes } from '@callback-relay/contract';
import { noFaults } from '../engine/fault-rates.ts';
import { parties } from '../scenario/parties.ts';
import type { EventBus } from '../services/event-bus.ts';
import { type Workload, workload } from './workload.ts';

/** How a burst of results drains against Step Functions' quota. */
export interface Burst {
  readonly results: number;
  readonly settled: number;
  /** Seconds from the first settled callback to the last one. */
  readonly seconds: number;
  /** Of the rate that the quota allows once its bucket is empty. */
  readonly ofQuota: number;
  /** Calls that Step Functions turned away, over callbacks settled. */
  readonly throttled: number;
  /** Heartbeats that came with the results, and those that Step Functions was sent meanwhile. */
  readonly heartbeats: number;
  readonly heartbeatsSent: number;
}

const SEED = 1;
const ENTRIES = 10;

/**
 * `results` results at once, and half as many heartbeats of callbacks that go on waiting, against a quota of 3,000
 * and 500/s: the rate counts the time after the bucket's own calls are used up.
 */
export async function burst(results: number, quota = { burst: 3_000, perSecond: 500 }): Promise<Burst> {
  const beating = Math.ceil(results / 20);
  const load = workload({
    seed: SEED,
    callbacks: results + beating,
    rates: noFaults,
    batchingWindow: 0,
    quota,
    isForWorker: () => false,
  });
  const { system, setting } = load;
  load.start();
  // Every callback is open within a minute, and waits for a day.
  setting.time.after(60_000, () => publish(load, results, beating));
  await load.run();
  const { attempts, throttledCalls } = system.stepFunctions;
  const settledAt = attempts()
    .flatMap(({ end }) => (end?.how === 'answered' ? [end.at] : []))
    .toSorted((a, b) => a - b);
  const [first = 0, last = 0] = [settledAt.at(0), settledAt.at(-1)];
  const seconds = (last - first) / 1_000;
  const sent = system.archive.batches.flatMap((batch) => batch.sent);
  return {
    results,
    settled: settledAt.length,
    seconds,
    ofQuota: Math.round(((results - quota.burst) / quota.perSecond / seconds) * 1_000) / 1_000,
    throttled: throttledCalls() / settledAt.length,
    heartbeats: beating * ENTRIES,
    heartbeatsSent: sent.filter(({ kind }) => kind === 'heartbeat').length,
  };
}

/** Results of the first callbacks, in calls of ten, with heartbeats of the others between them. */
function publish({ system }: Workload, results: number, beating: number): void {
  const ids = system.table.openings().map(({ opening }) => opening.correlationId);
  const answered = ids.slice(0, results);
  const waiting = ids.slice(results, results + beating);
  for (let at = 0; at < answered.length; at += ENTRIES) {
    put(system.bus, resultTypes.succeeded, answered.slice(at, at + ENTRIES), { output: null });
  }
  for (let beat = 0; beat < ENTRIES; beat++) {
    for (let at = 0; at < waiting.length; at += ENTRIES) {
      put(system.bus, resultTypes.heartbeat, waiting.slice(at, at + ENTRIES), { progress: beat });
    }
  }
}

function put(bus: EventBus, detailType: string, ids: readonly string[], said: object): void {
  const entries = ids.map((correlationId) => ({
    source: parties.workerSource,
    detailType,
    detail: JSON.stringify({ version: currentVersion, correlationId, ...said }),
  }));
  bus.put(parties.workerAccount, entries);
}
