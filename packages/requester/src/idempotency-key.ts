import { digest } from '@callback-relay/callbacks-table';
import type { OpenCallbackInput } from './open-callback-input.ts';

/**
 * The idempotency key of a task: the same over its retries, another for every other task. Of the execution, the
 * state, when it was entered (a retry does not enter it again, a loop does) and the item of a Map state.
 *
 * The payload is left out on purpose: it says nothing that these do not say, and one that is computed anew on
 * every attempt (`States.UUID()`, `$$.State.RetryCount`) would make a retry look like new work.
 */
export function idempotencyKeyOf(
  task: Pick<OpenCallbackInput, 'executionArn' | 'stateName' | 'enteredTime' | 'item'>,
): string {
  return digest(JSON.stringify([task.executionArn, task.stateName, task.enteredTime, task.item ?? null]));
}
