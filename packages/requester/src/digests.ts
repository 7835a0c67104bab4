import { createHash } from 'node:crypto';
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

/** Tells whose opening a row is of, also when its token is gone. Nobody can turn it back into the token. */
export function openingIdOf(taskToken: string): string {
  return digest(taskToken);
}

/** Finds the callbacks of an execution: the key of the table's index by execution. The relay makes the same. */
export function executionKeyOf(executionArn: string): string {
  return digest(executionArn);
}

/** 132 bits of SHA-256: as unlikely to collide as a minted ID, and short enough for a waiting row to stay under 1 KB. */
const DIGEST_CHARACTERS = 22;

function digest(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, DIGEST_CHARACTERS);
}
