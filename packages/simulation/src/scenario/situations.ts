import type { Randomness } from '../engine/randomness.ts';
import type { Swarm } from './swarm.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/**
 * What seldom meets by itself, brought about on purpose: each concentrates on one race, and leaves out what would hide
 * it. Chance decides the rest, so that most of its seeds miss it by a little.
 */
type Situation = (random: Randomness) => Partial<Swarm>;

export function drawSituation(random: Randomness): Partial<Swarm> {
  let at = random.fraction();
  for (const [share, situation] of shares) {
    if (at < share) return situation(random);
    at -= share;
  }
  return crowded();
}

const shares: readonly (readonly [number, Situation])[] = [
  [0.2, fillsTheRow],
  [0.28, opensIntoResults],
  [0.16, endsAsItIsAnswered],
  [0.06, breaksAsItEnds],
  [0.1, parkedTimeIsUp],
  [0.08, opensLate],
  [0.06, timesOutAtAnyMoment],
  [0.06, shortOfQuota],
];

/** Bodies that fill the row before its callback opens, and what finds no room there: until it opens, or for a moment. */
function fillsTheRow(random: Randomness): Partial<Swarm> {
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

/** Results that break the contract, as their tasks time out and their keys are opened again and again. */
function breaksAsItEnds(random: Randomness): Partial<Swarm> {
  return {
    ...endsAsItIsAnswered(random),
    kinds: ['no-output', 'again'],
    refusedOutputs: 0.8,
    executions: [2, 3],
    retries: [4],
    sharedKeys: 1,
  };
}

/** Many events for one callback, some of them long after. */
function crowded(): Partial<Swarm> {
  return {
    crowd: 9,
    spans: [upTo(300), upTo(5 * SECOND), upTo(10 * MINUTE)],
    parkedFor: [10 * MINUTE],
  };
}

/** Results come as their callbacks open, in several copies, and calls overtake each other by seconds. */
function opensIntoResults(random: Randomness): Partial<Swarm> {
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

/** Results come as their tasks time out and are tried again. */
function endsAsItIsAnswered(random: Randomness): Partial<Swarm> {
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

/** The time of parked results is up as others come, and as their callback opens. */
function parkedTimeIsUp(random: Randomness): Partial<Swarm> {
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

/** Openings of one key overtake each other: calls that are sent twice, that hang, and that come late. */
function opensLate(random: Randomness): Partial<Swarm> {
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

/** Claims are made and not followed by a call, on rows that are opened again meanwhile. */
function timesOutAtAnyMoment(random: Randomness): Partial<Swarm> {
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

/** More results at one moment than the quota has calls for. */
function shortOfQuota(random: Randomness): Partial<Swarm> {
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

function overtaking(random: Randomness): Swarm['rates'] {
  return {
    slow: random.pick([0.2, 0.5]),
    duplicate: random.pick([0.3, 0.6]),
    delay: 0,
    hangs: random.pick([0, 0.1]),
  };
}

function upTo(milliseconds: number): readonly [number, number] {
  return [0, milliseconds];
}
