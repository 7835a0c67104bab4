import type { NewCallback } from '@callback-relay/callbacks-table';
import {
  type CorrelationId,
  currentVersion,
  type OpenedDetail,
  type Request,
} from '@callback-relay/contract';
import { openInTable } from './open-in-table.ts';
import type { Requester } from './ports.ts';
import { type Task, taskOf } from './task.ts';

/**
 * Opens a callback for a sleeping task, then sends the request to the worker, if one is to be asked: two calls to AWS,
 * in this order, so that no worker is ever asked for what no task waits for. A write that fails rejects, and the task's
 * Retry acts.
 *
 * @throws RelayError for an input that cannot be served (see `taskOf`), before anything is written;
 * `callback-already-open` when another task waits under the business key; `publish-failed`.
 */
export async function openCallback(
  input: unknown,
  requester: Requester,
): Promise<{ readonly correlationId: CorrelationId }> {
  const task = taskOf(input);
  const { callback, found } = await openInTable(task, requester);
  const { correlationId } = callback;
  // Also where it was answered meanwhile: it may have been claimed for a parked result by a relay that has given up since.
  if (found !== 'nothing') {
    const detail: OpenedDetail = { version: currentVersion, correlationId };
    await requester.eventBus.publishOpened(JSON.stringify(detail));
  }
  // It was answered already, because the call to open had worked and only its answer was lost: nothing to ask for.
  if (task.requestQueueUrl !== undefined && found !== 'answered') {
    await requester.queue.send(task.requestQueueUrl, JSON.stringify(requestOf(task, callback, requester)));
  }
  return { correlationId };
}

function requestOf(task: Task, callback: NewCallback, { settings }: Requester): Request {
  return {
    version: currentVersion,
    correlationId: callback.correlationId,
    idempotencyKey: callback.idempotencyKey,
    payload: task.payload ?? null,
    deadline: new Date(callback.deadline).toISOString(),
    replyTo: { eventBus: settings.eventBus },
  };
}
