import type { Randomness } from '../engine/randomness.ts';
import { overtaking } from './overtaking.ts';
import { upTo } from './span.ts';
import type { Swarm } from './swarm.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Results come as their tasks time out and are tried again. */
export function endsAsItIsAnswered(random: Randomness): Partial<Swarm> {
  return {
    quiet: 0.1,
    ...(random.chance(0.4) && { kinds: ['no-output', 'again', 'mapped-twice'] as const }),
    crowd: 6,
    spans: [[2 * SECOND, 9 * SECOND]],
    refusedOutputs: random.pick([0, 0, 0.5]),
    executions: [1, 3],
    starts: upTo(SECOND),
    answeredBy: ['domain'],
    timeouts: [3 * SECOND, 5 * SECOND],
    retries: [2, 4],
    retryIntervals: [1],
    domains: [[2 * SECOND, 6 * SECOND]],
    sharedKeys: random.pick([0, 0.3, 1]),
    parkedFor: [10 * MINUTE, 12 * HOUR],
    batchSize: random.pick([1, 1, 10]),
    batchingWindow: 0,
    rates: { ...overtaking(random), slow: random.pick([0.5, 0.9]), sentTwice: random.pick([0.1, 0.3]) },
  };
}

/** Results that break the contract, as their tasks time out and their keys are opened again and again. */
export function breaksAsItEnds(random: Randomness): Partial<Swarm> {
  return {
    ...endsAsItIsAnswered(random),
    kinds: ['no-output', 'again'],
    refusedOutputs: 0.8,
    executions: [2, 3],
    retries: [4],
    sharedKeys: 1,
  };
}

/** Claims are made and not followed by a call, on rows that are opened again meanwhile. */
export function timesOutAtAnyMoment(random: Randomness): Partial<Swarm> {
  return {
    ...endsAsItIsAnswered(random),
    rates: {
      ...overtaking(random),
      slow: random.pick([0.2, 0.6]),
      answerLost: 0.1,
      throttled: random.pick([0, 0.1, 0.3]),
      serverError: 0,
      crashBefore: 0,
      crashAfter: 0,
      hangs: 0,
    },
  };
}
