/**
 * More than a retrier's MaxAttempts may be, 99,999,999: https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html
 */
const ATTEMPTS_OF_A_REDRIVE = 100_000_000;

/** Which try of a task it is. */
export interface Try {
  /** `$$.Execution.RedriveCount`: 0 where the execution was never redriven. */
  readonly redriveCount: number;
  /** `$$.State.RetryCount`, which a redrive sets back to 0: https://docs.aws.amazon.com/step-functions/latest/dg/redrive-executions.html */
  readonly retryCount: number;
}

/** The number of an attempt: later ones have greater ones, over retries and redrives. Without a redrive it is the retry count. */
export function attemptOf({ redriveCount, retryCount }: Try): number {
  return redriveCount * ATTEMPTS_OF_A_REDRIVE + retryCount;
}

/** The number that all attempts of later redrives have at least. */
export function attemptsAfter(redriveCount: number): number {
  return attemptOf({ redriveCount: redriveCount + 1, retryCount: 0 });
}

/** Reads `attemptOf` back. */
export function tryOf(attempt: number): Try {
  return {
    redriveCount: Math.floor(attempt / ATTEMPTS_OF_A_REDRIVE),
    retryCount: attempt % ATTEMPTS_OF_A_REDRIVE,
  };
}
