import { ServiceError } from '../engine/service-error.ts';
import type { Simulator } from '../engine/simulator.ts';

const ATTEMPTS = 3;
const FIRST_BACKOFF = 100;

/**
 * What an AWS SDK client does by default: three attempts, a backoff that doubles, on throttles, 5xx and lost
 * answers.
 */
export async function retried<T>(simulator: Simulator, call: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await call();
    } catch (error) {
      if (!isTransient(error) || attempt === ATTEMPTS) throw error;
      await simulator.time.sleep(FIRST_BACKOFF * 2 ** attempt * simulator.random.fraction());
    }
  }
}

export function isTransient(error: unknown): boolean {
  if (!(error instanceof ServiceError)) return false;
  return error.name === 'ThrottlingException' || error.$fault === 'server';
}

/** `TaskTimedOut`, `TaskDoesNotExist` and `InvalidToken`: the task takes no answer any more. */
export function isClosed(error: unknown): boolean {
  return (
    error instanceof ServiceError && ['TaskTimedOut', 'TaskDoesNotExist', 'InvalidToken'].includes(error.name)
  );
}
