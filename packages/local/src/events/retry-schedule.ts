import type { Delivery } from './delivery.ts';

/** EventBridge's defaults, which are its largest values too. */
export const DEFAULT_RETRY_ATTEMPTS = 185;
export const DEFAULT_EVENT_AGE_SECONDS = 86_400;

/** AWS names exponential back-off and jitter but no figures; these spread 185 retries over about a day. */
const FIRST_DELAY_MS = 1_000;
const LONGEST_DELAY_MS = 600_000;

/** What ends the retries, as a dead letter's EXHAUSTED_RETRY_CONDITION names it. */
export type ExhaustedCondition = 'MaximumRetryAttempts' | 'MaximumEventAgeInSeconds';

/**
 * When to attempt again after the failure of attempt number `delivery.attempts`.
 * @param random 0 to 1, for the jitter: between half the delay and all of it
 */
export function nextAttempt(
  delivery: Delivery,
  now: number,
  random: number,
): { at: number } | ExhaustedCondition {
  const {
    MaximumRetryAttempts = DEFAULT_RETRY_ATTEMPTS,
    MaximumEventAgeInSeconds = DEFAULT_EVENT_AGE_SECONDS,
  } = delivery.target.RetryPolicy ?? {};
  if (delivery.attempts > MaximumRetryAttempts) return 'MaximumRetryAttempts';
  const delay = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** (delivery.attempts - 1));
  const at = now + delay * (0.5 + random / 2);
  return at > delivery.ingestedAt + MaximumEventAgeInSeconds * 1000 ? 'MaximumEventAgeInSeconds' : { at };
}
