import type { Randomness } from './randomness.ts';

/** How often each fault strikes a call to AWS or a message under way, as probabilities. */
export interface FaultRates {
  /** The instance dies and the call is never made. */
  readonly crashBefore: number;
  /** The call takes effect and the instance dies with its answer. */
  readonly crashAfter: number;
  /** The call takes effect, the instance lives, and the answer is lost. */
  readonly answerLost: number;
  /** Refused with a throttle: no effect. */
  readonly throttled: number;
  /** Answered with a 5xx: half of them took effect. */
  readonly serverError: number;
  /** Never answered: the caller's client gives up after its time-out. Half of them took effect. */
  readonly hangs: number;
  /** Takes effect, its answer is lost, and the client itself sends it once more: the caller hears of the second time alone. */
  readonly sentTwice: number;
  /** Takes effect only after its caller's client has given up. */
  readonly late: number;
  /** DynamoDB leaves a row of a BatchWriteItem unwritten, and says so. */
  readonly unprocessed: number;
  /** Step Functions does not know a token that it gave out: InvalidToken. */
  readonly tokenRefused: number;
  /** Lambda turns an invocation away: a batch goes back to its queue with one receive more, and no code has run. */
  readonly functionThrottled: number;
  /** A queue or the bus delivers once more. */
  readonly duplicate: number;
  /** A call takes up to seconds, in one direction, and is overtaken by others. */
  readonly slow: number;
  /** A queue or the bus holds a message back for minutes. */
  readonly delay: number;
}

/** A kind of fault: one that strikes single calls, or a service that fails altogether for a while. */
export type FaultName = keyof FaultRates | 'outage';

export const noFaults: FaultRates = {
  crashBefore: 0,
  crashAfter: 0,
  answerLost: 0,
  throttled: 0,
  serverError: 0,
  hangs: 0,
  sentTwice: 0,
  late: 0,
  unprocessed: 0,
  tokenRefused: 0,
  functionThrottled: 0,
  duplicate: 0,
  slow: 0,
  delay: 0,
};

/**
 * Rates of one run: each fault is absent, rare or frequent, so that runs differ in kind and not only in order. What is
 * absent leaves the others room: a run that crashes at every third call never comes to what a lost answer does later.
 */
export function drawFaultRates(random: Randomness): FaultRates {
  const intensity = random.pick([0.5, 1, 3]);
  const rate = () => random.pick([0, 0, 0.01, 0.03, 0.1]) * intensity;
  return {
    crashBefore: rate(),
    crashAfter: rate(),
    answerLost: rate(),
    throttled: rate(),
    serverError: rate(),
    hangs: random.pick([0, 0, 0.01, 0.03, 0.1]),
    sentTwice: random.pick([0, 0, 0.02, 0.1]),
    late: random.pick([0, 0, 0.01, 0.03]),
    unprocessed: random.pick([0, 0, 0.1, 0.7]),
    tokenRefused: random.pick([0, 0, 0, 0, 0.1]),
    functionThrottled: random.pick([0, 0, 0.05, 0.3]),
    duplicate: random.pick([0, 0.05, 0.3]),
    slow: random.pick([0, 0.05, 0.2]),
    delay: random.pick([0, 0.02, 0.2]),
  };
}

/** The rates of the faults that are named; the others never strike. */
export function onlyFaults(rates: FaultRates, faults: readonly FaultName[]): FaultRates {
  const kept = Object.entries(rates).map(([name, rate]) => [
    name,
    faults.includes(name as FaultName) ? rate : 0,
  ]);
  return Object.fromEntries(kept) as unknown as FaultRates;
}
