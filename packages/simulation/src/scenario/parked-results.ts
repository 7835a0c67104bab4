import type { Randomness } from '../engine/randomness.ts';
import { overtaking } from './overtaking.ts';
import { upTo } from './span.ts';
import type { Swarm } from './swarm.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/** Bodies that fill the row before its callback opens, and what finds no room there: until it opens, or for a moment. */
export function fillsTheRow(random: Randomness): Partial<Swarm> {
  const filling = ['large-of-stranger', 'large-of-account'] as const;
  const common: Partial<Swarm> = {
    frequent: 0,
    quiet: 0,
    crowd: 9,
    executions: [1, 1],
    answeredBy: ['domain'],
  };
  if (random.chance(0.2)) {
    return {
      ...common,
      kinds: [...filling, 'again', 'contradiction'],
      spans: [upTo(4 * SECOND)],
      starts: [MINUTE, 5 * MINUTE],
      domains: [upTo(6 * SECOND)],
      parkedFor: [2 * SECOND],
      rates: { slow: 0.9, crashBefore: 0, crashAfter: 0, delay: 0 },
    };
  }
  return {
    ...common,
    kinds: [...filling, 'no-output', ...random.pick(besideLarge)],
    spans: [upTo(2 * SECOND), upTo(10 * SECOND)],
    starts: random.pick([upTo(10 * SECOND), [MINUTE, 5 * MINUTE]]),
    domains: [[8 * SECOND, 15 * SECOND]],
    parkedFor: [10 * SECOND, 10 * MINUTE],
    rates: {
      throttled: random.pick([0, 0.2]),
      crashAfter: random.pick([0, 0.2]),
      delay: random.pick([0, 0.3]),
    },
  };
}

const besideLarge = [
  ['large-of-stranger', 'large-of-account'],
  ['large-of-stranger', 'large-of-account'],
  ['large', 'too-large', 'again'],
] as const;

/** The time of parked results is up as others come, and as their callback opens. */
export function parkedTimeIsUp(random: Randomness): Partial<Swarm> {
  return {
    kinds: ['again', 'no-output', 'mapped-twice', 'mapped-broken', 'forged-source', 'operator-answer'],
    quiet: 0.1,
    crowd: 6,
    spans: [upTo(12 * SECOND)],
    starts: [2 * SECOND, 12 * SECOND],
    answeredBy: ['domain'],
    domains: [upTo(6 * SECOND)],
    parkedFor: [2 * SECOND, 4 * SECOND],
    batchSize: random.pick([1, 10]),
    batchingWindow: 0,
    rates: overtaking(random),
  };
}
