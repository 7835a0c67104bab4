import { attemptKeyOf, executionKeyOf, type Opening, openingIdOf } from '@callback-relay/callbacks-table';
import {
  type CorrelationId,
  correlationIdOf,
  currentVersion,
  mintCorrelationId,
  type OpenedDetail,
  RelayError,
  type Request,
} from '@callback-relay/contract';
import { idempotencyKeyOf } from './idempotency-key.ts';
import type { OpenCallbackInput } from './open-callback-input.ts';
import type { Requester } from './requester.ts';
import { taskOf } from './task.ts';

/**
 * Opens a callback for a sleeping task, then sends the request to the worker, if one is to be asked: two calls to AWS,
 * in this order, so that no worker is ever asked for what nobody waits for. A write that fails rejects, and the task's
 * Retry acts.
 *
 * @throws RelayError for an input that can't be served (see `taskOf`), before anything is written;
 * `callback-already-open` when another task waits under the business key; `publish-failed`.
 */
export async function openCallback(
  input: unknown,
  requester: Requester,
): Promise<{ readonly correlationId: CorrelationId }> {
  const task = taskOf(input);
  const opening = openingOf(task, requester);
  const { correlationId } = opening;
  requester.journal.opening({ correlationId, executionArn: task.executionArn });
  const found = await openRow(opening, requester);
  // Somebody has answered already, for the call to open had worked and only its answer was lost: nothing to ask for.
  if (found === 'answered') return { correlationId };
  if (found === 'parked') {
    const detail: OpenedDetail = { version: currentVersion, correlationId };
    await requester.bus.publishOpened(JSON.stringify(detail));
  }
  if (opening.attempt > 0) {
    await requester.store.recordAttempt({
      attemptKey: attemptKeyOf(correlationId, opening.idempotencyKey),
      attempt: opening.attempt,
      expiresAt: opening.expiresAt,
    });
  }
  if (task.requestQueueUrl !== undefined) {
    await requester.queue.send(task.requestQueueUrl, JSON.stringify(requestOf(task, opening, requester)));
  }
  return { correlationId };
}

function openingOf(task: OpenCallbackInput, { world, settings }: Requester): Opening {
  const now = world.now();
  const deadline = now + task.timeoutSeconds * 1000;
  const { namespace, rowRetentionSeconds } = settings;
  return {
    correlationId:
      task.businessKey === undefined
        ? mintCorrelationId(namespace, world.randomBytes)
        : correlationIdOf(namespace, task.businessKey),
    business: task.businessKey !== undefined,
    taskToken: task.taskToken,
    openingId: openingIdOf(task.taskToken),
    idempotencyKey: idempotencyKeyOf(task),
    attempt: task.retryCount,
    execution: executionKeyOf(task.executionArn),
    deadline,
    allowedSources: task.allowedSources,
    ...(task.allowedAccounts !== undefined && { allowedAccounts: task.allowedAccounts }),
    expiresAt: Math.ceil(deadline / 1000) + rowRetentionSeconds,
    now,
  };
}

/** A parked result may come or go between two of these writes, so they are tried once more before it is given up. */
const OPENING_ROUNDS = 2;

async function openRow(opening: Opening, { store }: Requester): Promise<'fresh' | 'parked' | 'answered'> {
  for (let round = 0; round < OPENING_ROUNDS; round++) {
    if (await store.open(opening)) return 'fresh';
    if (await store.adopt(opening)) return 'parked';
    if (await store.confirm(opening)) return 'answered';
  }
  throw new RelayError('callback-already-open', opening.correlationId);
}

function requestOf(task: OpenCallbackInput, opening: Opening, { settings }: Requester): Request {
  return {
    version: currentVersion,
    correlationId: opening.correlationId,
    idempotencyKey: opening.idempotencyKey,
    payload: task.payload ?? null,
    deadline: new Date(opening.deadline).toISOString(),
    replyTo: { eventBus: settings.eventBus },
  };
}
