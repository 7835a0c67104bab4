import {
  chainKeyOf,
  executionKeyOf,
  expiresAtOf,
  type NewCallback,
  openingIdOf,
} from '@callback-relay/callbacks-table';
import { RelayError } from '@callback-relay/contract';
import { mark } from '@callback-relay/contract/runtime';
import { type CallbackNames, namesApart, namesInChain } from './chain.ts';
import type { Requester } from './ports.ts';
import { attemptOfTask, type Task } from './task.ts';

/** What was on the row before: nothing, parked results, or this very opening, which has been answered since. */
export type Found = 'nothing' | 'parked' | 'answered';

export interface OpenedCallback {
  readonly callback: NewCallback;
  readonly found: Found;
}

/**
 * Opens the row of a task's attempt, under the names of its chain where they are its own: one call. Two tasks may have
 * one identity; whichever comes second finds the row, or the attempt on the chain's record, with another token. Then the
 * chain is marked as ambiguous, and its attempts are new work from now on, each under names of its own: better twice
 * the work than another task's result.
 *
 * @throws RelayError `callback-already-open`
 */
export async function openInTable(task: Task, requester: Requester): Promise<OpenedCallback> {
  const { store, settings } = requester;
  const callback = callbackOf(task, namesInChain(task, settings.namespace), requester);
  const { correlationId, idempotencyKey, attempt, openingId, expiresAt, business } = callback;
  const chainKey = chainKeyOf(correlationId, idempotencyKey);
  // Before the row is opened, so that no two tasks come to the same attempt of one chain.
  const isNewest = attempt === 0 || (await store.recordAttempt({ chainKey, attempt, openingId, expiresAt }));
  const found = isNewest ? await openRow(callback, requester, task.executionArn) : undefined;
  if (found !== undefined) return { callback, found };
  if (!isNewest) mark('open/not-the-newest-attempt');
  const isOfAnother = isNewest && business && !(await store.isOfOurChain(callback));
  if (!isOfAnother) await mark('open/ambiguous-chain', store.markAmbiguous({ chainKey, expiresAt }));
  if (isNewest && business)
    throw mark('open/key-in-use', new RelayError('callback-already-open', correlationId));
  const apart = callbackOf(task, namesApart(task, settings.namespace, openingId), requester);
  const foundApart = await openRow(apart, requester, task.executionArn);
  if (foundApart === undefined) throw new RelayError('callback-already-open', apart.correlationId);
  return mark('open/apart', { callback: apart, found: foundApart });
}

/** Of a business key: a parked result may come or go between two of these writes, so they are tried once more. */
const BUSINESS_ROUNDS = 2;

async function openRow(
  callback: NewCallback,
  { store, journal }: Requester,
  executionArn: string,
): Promise<Found | undefined> {
  const { correlationId, business } = callback;
  journal.opening({ correlationId, executionArn });
  for (let round = business ? 0 : BUSINESS_ROUNDS - 1; round < BUSINESS_ROUNDS; round++) {
    if (await store.open(callback)) return mark('open/opened', 'nothing');
    if (await store.openOverParked(callback)) return mark('open/over-parked', 'parked');
    if (await store.isOurOpening(callback)) return mark('open/answered-already', 'answered');
    mark('open/row-of-another');
  }
  return undefined;
}

function callbackOf(task: Task, names: CallbackNames, { clock, settings }: Requester): NewCallback {
  const openedAt = clock.now();
  const deadline = openedAt + task.timeoutSeconds * 1000;
  return {
    ...names,
    business: task.businessKey !== undefined,
    taskToken: task.taskToken,
    openingId: openingIdOf(task.taskToken),
    attempt: attemptOfTask(task),
    execution: executionKeyOf(task.executionArn),
    openedAt,
    deadline,
    allowedSources: task.allowedSources,
    ...(task.allowedAccounts !== undefined && { allowedAccounts: task.allowedAccounts }),
    expiresAt: expiresAtOf(deadline, settings.rowRetentionSeconds),
  };
}
