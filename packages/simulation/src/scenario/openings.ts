import type { Randomness } from '../engine/randomness.ts';
import { overtaking } from './overtaking.ts';
import { upTo } from './span.ts';
import type { Swarm } from './swarm.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Results come as their callbacks open, in several copies, and calls overtake each other by seconds. */
export function opensIntoResults(random: Randomness): Partial<Swarm> {
  return {
    ...(random.chance(0.4) && { kinds: ['no-output', 'again', 'mapped-twice'] as const }),
    quiet: 0.1,
    crowd: 6,
    spans: [upTo(4 * SECOND)],
    starts: upTo(2 * SECOND),
    answeredBy: ['worker', 'domain', 'domain', 'domain'],
    timeouts: [15 * SECOND, 24 * HOUR],
    domains: [upTo(4 * SECOND)],
    sharedKeys: random.pick([0.3, 1]),
    parkedFor: [10 * MINUTE, 12 * HOUR],
    rates: { ...overtaking(random), tokenRefused: random.pick([0, 0.9]) },
  };
}

/** Openings of one key overtake each other: calls that are sent twice, that hang, and that come late. */
export function opensLate(random: Randomness): Partial<Swarm> {
  return {
    crowd: 4,
    spans: [upTo(8 * SECOND)],
    starts: upTo(4 * SECOND),
    answeredBy: ['domain'],
    timeouts: [3 * SECOND, 6 * SECOND, 24 * HOUR],
    retries: [1, 3],
    retryIntervals: [1],
    domains: [upTo(8 * SECOND)],
    sharedKeys: random.pick([0, 0.5, 1]),
    twins: 0,
    batchingWindow: 0,
    rates: {
      ...overtaking(random),
      sentTwice: random.pick([0.2, 0.5]),
      late: random.pick([0, 0.1]),
    },
  };
}
