import type { Retrier } from '../asl/state.ts';
import type { Failure } from './failure.ts';
import { firstMatch } from './match.ts';

export interface Retry {
  /** Which Retrier: each counts its own attempts. */
  readonly retrier: number;
  readonly delayMs: number;
}

/**
 * Whether a failed state is tried again, and after how long; undefined if not.
 * `attempts[i]` is how often Retrier i was used in this visit of the state; `random` is in [0, 1).
 */
export const decideRetry = (
  retriers: readonly Retrier[],
  attempts: readonly number[],
  failure: Failure,
  random: () => number,
): Retry | undefined => {
  const index = firstMatch(retriers, failure);
  const retrier = retriers[index];
  if (!retrier) return undefined;
  const used = attempts[index] ?? 0;
  // AWS's defaults: 3 attempts, 1 second, doubled each time.
  if (used >= (retrier.MaxAttempts ?? 3)) return undefined;
  const grown = (retrier.IntervalSeconds ?? 1) * (retrier.BackoffRate ?? 2) ** used;
  const seconds = Math.min(grown, retrier.MaxDelaySeconds ?? Number.POSITIVE_INFINITY);
  const jittered = retrier.JitterStrategy === 'FULL' ? random() * seconds : seconds;
  return { retrier: index, delayMs: jittered * 1000 };
};
