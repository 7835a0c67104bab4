import type { Randomness } from '../engine/randomness.ts';

/** One entry of a state's Retry, as the States Language has it. */
export interface Retrier {
  readonly errorEquals: readonly string[];
  readonly intervalSeconds: number;
  readonly maxAttempts: number;
  readonly backoffRate: number;
  readonly maxDelaySeconds: number;
  readonly fullJitter: boolean;
}

/** How often each of a state's retriers has been used since the state was entered. */
export type RetriersUsed = readonly number[];

export interface Retry {
  readonly used: RetriersUsed;
  /** Milliseconds until the next attempt. */
  readonly delay: number;
}

/**
 * What follows an error: the first retrier that names it, with its own count of attempts. `undefined` where none
 * does, or its attempts are used up: then the state has failed.
 */
export function retryOf(
  retriers: readonly Retrier[],
  used: RetriersUsed,
  error: string,
  random: Randomness,
): Retry | undefined {
  const at = retriers.findIndex(({ errorEquals }) => errorEquals.includes(error));
  const retrier = retriers[at];
  const count = used[at] ?? 0;
  if (retrier === undefined || count >= retrier.maxAttempts) return undefined;
  const { intervalSeconds, backoffRate, maxDelaySeconds, fullJitter } = retrier;
  const seconds = Math.min(maxDelaySeconds, intervalSeconds * backoffRate ** count);
  return {
    used: retriers.map((_, index) => (used[index] ?? 0) + (index === at ? 1 : 0)),
    delay: Math.max(1, Math.round(seconds * 1000 * (fullJitter ? random.fraction() : 1))),
  };
}
