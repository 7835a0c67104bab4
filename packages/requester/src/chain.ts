import { digest } from '@callback-relay/callbacks-table';
import { type CorrelationId, correlationIdOf } from '@callback-relay/contract';
import { attemptOfTask, type Task } from './task.ts';

/** What a callback is called: to its worker, and to what must distinguish retries from new work. */
export interface CallbackNames {
  readonly correlationId: CorrelationId;
  readonly idempotencyKey: string;
}

/**
 * A chain is a task, its retries and what a redrive tries again: it has one idempotency key, and each attempt has a correlation ID of its own. Both
 * are digests of the chain's identity: execution, state, when the state was entered (a retry does not enter it again,
 * a loop does), the item of a Map state as far as it is given, and the payload.
 *
 * The names are not random, so that two tasks with one identity (items of a Map with the same payload, entered
 * within a millisecond) meet at the same row, where the second one is found out; see `openCallback`. The requester
 * may not read, so it could not find the random name of an earlier attempt.
 */
export function namesInChain(task: Task, namespace: string): CallbackNames {
  const { executionArn, stateName, enteredTime, item = null, payload = null } = task;
  const idempotencyKey = digest(JSON.stringify([executionArn, stateName, enteredTime, item, payload]));
  const key = task.businessKey ?? digest(JSON.stringify([idempotencyKey, attemptOfTask(task)]));
  return { correlationId: correlationIdOf(namespace, key), idempotencyKey };
}

/**
 * Names for an attempt that cannot be distinguished from another task's: new work, which shares nothing with any other
 * attempt. `openingId` is a digest of the token, so the same attempt, sent twice, gets the same names.
 */
export function namesApart({ businessKey }: Task, namespace: string, openingId: string): CallbackNames {
  const idempotencyKey = digest(JSON.stringify(['apart', openingId]));
  const key = businessKey ?? digest(JSON.stringify([idempotencyKey]));
  return { correlationId: correlationIdOf(namespace, key), idempotencyKey };
}
