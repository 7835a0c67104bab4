import type { CallbackRow, Opened, WaitingRow } from '../callback-row.ts';
import type { Attempt, AttemptRow, Opening } from '../opening-store.ts';

/**
 * What each method of an `OpeningStore` does to the row, as plain functions: the row after the write, or
 * `undefined` where the condition refuses it. DynamoDB evaluates the same conditions in its own language.
 */

export function opened(row: CallbackRow | undefined, opening: Opening): WaitingRow | undefined {
  if (row === undefined) return waiting(row, opening);
  const holdsParked = 'parked' in row && row.parked !== undefined;
  return isReopenable(row, opening) && !holdsParked ? waiting(row, opening) : undefined;
}

export function adopted(row: CallbackRow | undefined, opening: Opening): WaitingRow | undefined {
  if (row === undefined) return undefined;
  return row.state === 'parked' || isReopenable(row, opening) ? waiting(row, opening) : undefined;
}

export function confirmed(row: CallbackRow | undefined, opening: Opening): CallbackRow | undefined {
  return row !== undefined && row.state !== 'parked' && row.openingId === opening.openingId ? row : undefined;
}

export function recorded(row: AttemptRow | undefined, attempt: Attempt): AttemptRow | undefined {
  if (row !== undefined && row.attempt > attempt.attempt) return undefined;
  return {
    correlationId: attempt.attemptKey,
    attempt: attempt.attempt,
    expiresAt: attempt.expiresAt,
  };
}

/** Closed by another opening; opened by this very one and still waiting; of an earlier attempt; past its deadline. */
function isReopenable(row: CallbackRow, opening: Opening): boolean {
  switch (row.state) {
    case 'parked':
      return false;
    case 'settled':
    case 'cancelled':
      return row.openingId !== opening.openingId;
    case 'waiting':
      return row.openingId === opening.openingId || waitsNoMore(row, opening);
    case 'settling':
      return row.openingId !== opening.openingId && waitsNoMore(row, opening);
  }
}

function waitsNoMore(row: Opened, opening: Opening): boolean {
  const isEarlierAttempt = row.idempotencyKey === opening.idempotencyKey && row.attempt < opening.attempt;
  return isEarlierAttempt || row.deadline < opening.now;
}

function waiting(row: CallbackRow | undefined, opening: Opening): WaitingRow {
  const { now: _, ...fields } = opening;
  return {
    ...fields,
    state: 'waiting',
    answers: row?.answers ?? {},
    ...(row !== undefined && 'parked' in row && row.parked !== undefined && { parked: row.parked }),
  };
}
