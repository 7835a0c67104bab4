import type { Randomness } from '../engine/randomness.ts';
import { upTo } from './span.ts';
import type { Swarm } from './swarm.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/** Many events for one callback, some of them long after. */
export function crowded(): Partial<Swarm> {
  return {
    crowd: 9,
    spans: [upTo(300), upTo(5 * SECOND), upTo(10 * MINUTE)],
    parkedFor: [10 * MINUTE],
  };
}

/** More results at one moment than the quota has calls for. */
export function shortOfQuota(random: Randomness): Partial<Swarm> {
  return {
    crowd: 3,
    spans: [upTo(2 * SECOND)],
    executions: [6, 10],
    starts: upTo(2 * SECOND),
    answeredBy: ['worker', 'domain', 'domain'],
    domains: [upTo(3 * SECOND)],
    instances: 4,
    batchSize: 10,
    batchingWindow: random.pick([0, 2 * SECOND]),
    refusedOutputs: random.pick([0, 0.6]),
    quota: { burst: 4, perSecond: 0.5 },
    // A late call comes in another's time, which a larger quota has room for.
    rates: { late: 0 },
  };
}
