import { mark } from '@callback-relay/contract/runtime';
import type { CallbackRow, WaitingRow } from '../callback-row.ts';
import type { ChainAttempt, ChainRow, NewCallback } from '../opening-store.ts';

/**
 * What each method of an `OpeningStore` does to the row, as plain functions: the row after the write, or
 * `undefined` where the condition refuses it. DynamoDB evaluates the same conditions in its own language.
 */

export function opened(row: CallbackRow | undefined, callback: NewCallback): WaitingRow | undefined {
  if (row === undefined) return mark('open-write/opened', waiting(row, callback));
  const hasParked = 'parked' in row && row.parked !== undefined;
  if (hasParked) return mark('open-write/has-parked-results', undefined);
  return isReopenable(row, callback)
    ? mark('open-write/opened-again', waiting(row, callback))
    : mark('open-write/in-use', undefined);
}

export function openedOverParked(
  row: CallbackRow | undefined,
  callback: NewCallback,
): WaitingRow | undefined {
  if (row?.state === 'parked') return mark('open-over-parked-write/opened', waiting(row, callback));
  return row !== undefined && isReopenable(row, callback)
    ? mark('open-over-parked-write/opened-again', waiting(row, callback))
    : mark('open-over-parked-write/in-use', undefined);
}

export function ourOpening(row: CallbackRow | undefined, callback: NewCallback): CallbackRow | undefined {
  return isOpened(row) && row.openingId === callback.openingId
    ? mark('our-opening/ours', row)
    : mark('our-opening/of-another', undefined);
}

export function ofOurChain(row: CallbackRow | undefined, callback: NewCallback): CallbackRow | undefined {
  return isOpened(row) && row.idempotencyKey === callback.idempotencyKey
    ? mark('our-chain/ours', row)
    : mark('our-chain/of-another', undefined);
}

export function attemptRecorded(row: ChainRow | undefined, chain: ChainAttempt): ChainRow | undefined {
  const { chainKey, attempt, openingId, expiresAt } = chain;
  if (row?.ambiguous) return mark('attempt-write/ambiguous', undefined);
  const isSame = row?.attempt === attempt && row.openingId === openingId;
  if (row?.attempt !== undefined && row.attempt >= attempt && !isSame)
    return mark('attempt-write/not-the-newest', undefined);
  mark('attempt-write/recorded');
  return { correlationId: chainKey, attempt, openingId, expiresAt };
}

export function markedAmbiguous(
  row: ChainRow | undefined,
  { chainKey, expiresAt }: Pick<ChainAttempt, 'chainKey' | 'expiresAt'>,
): ChainRow {
  return mark('ambiguous-write/marked', { ...row, correlationId: chainKey, ambiguous: true, expiresAt });
}

function isOpened(row: CallbackRow | undefined): row is Exclude<CallbackRow, { state: 'parked' }> {
  return row !== undefined && row.state !== 'parked';
}

/**
 * Opened by this very opening and still waiting: the same write, sent twice. Of a business key also a row of another
 * opening that is closed, of an earlier attempt, or past its deadline, unless that opening is the later of the two:
 * a requester that is late must not take the row from its successor, whose token would be answered twice.
 */
function isReopenable(row: CallbackRow, callback: NewCallback): boolean {
  if (row.state === 'parked') return false;
  if (row.openingId === callback.openingId) return mark('reopen/by-itself', row.state === 'waiting');
  if (!callback.business) return mark('reopen/minted', false);
  const isOfChain = row.idempotencyKey === callback.idempotencyKey;
  if (isOfChain && row.attempt > callback.attempt) return mark('reopen/by-an-earlier-attempt', false);
  if (row.state === 'settled' || row.state === 'cancelled') {
    // Of one millisecond too: where a clock stands still, a key is used more than once in it.
    return row.openedAt <= callback.openedAt
      ? mark('reopen/closed', true)
      : mark('reopen/closed-by-a-later-one', false);
  }
  if (isOfChain && row.attempt < callback.attempt) return mark('reopen/by-a-later-attempt', true);
  return row.deadline < callback.openedAt
    ? mark('reopen/past-its-deadline', true)
    : mark('reopen/waited-for-by-another', false);
}

function waiting(row: CallbackRow | undefined, callback: NewCallback): WaitingRow {
  return {
    ...callback,
    state: 'waiting',
    answers: row?.answers ?? {},
    ...(row !== undefined && 'parked' in row && row.parked !== undefined && { parked: row.parked }),
  };
}
