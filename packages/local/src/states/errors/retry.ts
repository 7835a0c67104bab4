import type { Retrier } from '../asl/state.ts';
import { numberOf } from '../json.ts';
import type { Failure } from './failure.ts';
import { firstMatch } from './match.ts';

export interface Retry {
  /** Which Retrier: each counts its own attempts. */
  readonly retrier: number;
  readonly delayMs: number;
}

/** A number of a definition: `2.0` is kept by its text. */
const numberIn = (
  retrier: Retrier,
  name: 'MaxAttempts' | 'IntervalSeconds' | 'BackoffRate' | 'MaxDelaySeconds',
  otherwise: number,
): number => numberOf(retrier[name]) ?? otherwise;

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
  if (used >= numberIn(retrier, 'MaxAttempts', 3)) return undefined;
  const grown = numberIn(retrier, 'IntervalSeconds', 1) * numberIn(retrier, 'BackoffRate', 2) ** used;
  const seconds = Math.min(grown, numberIn(retrier, 'MaxDelaySeconds', Number.POSITIVE_INFINITY));
  const jittered = retrier.JitterStrategy === 'FULL' ? random() * seconds : seconds;
  return { retrier: index, delayMs: jittered * 1000 };
};
