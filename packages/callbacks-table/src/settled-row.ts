import type { Operator, Verdict } from '@callback-relay/contract';
import type {
  Answered,
  CallbackDetails,
  CallbackRow,
  SettledRow,
  SettlingRow,
  WaitingRow,
} from './callback-row.ts';
import type { Closing } from './callback-store.ts';

/** A settling row as it is once it is closed: the token, the parked bodies and the index entry are gone. */
export function settledRow(
  row: WaitingRow | SettlingRow,
  closing: Omit<Closing, 'alone' | 'claimId' | 'openingId'>,
): SettledRow {
  return {
    ...detailsOf(row),
    correlationId: row.correlationId,
    expiresAt: row.expiresAt,
    state: 'settled',
    answeredBy: closing.eventId,
    answers: withAnswer(row, closing.eventId, answered(closing.verdict, closing), closing.forget),
  };
}

export function detailsOf(row: CallbackDetails): CallbackDetails {
  const {
    openingId,
    idempotencyKey,
    attempt,
    business,
    openedAt,
    deadline,
    allowedSources,
    allowedAccounts,
  } = row;
  const details = { openingId, idempotencyKey, attempt, business, openedAt, deadline, allowedSources };
  return allowedAccounts === undefined ? details : { ...details, allowedAccounts };
}

export function answered(
  verdict: Verdict,
  { fingerprint, now, operator }: { fingerprint: string; now: number; operator?: Operator | undefined },
): Answered {
  const answer = { verdict, fingerprint, at: Math.floor(now / 1000) };
  return operator === undefined ? answer : { ...answer, operator };
}

export function withAnswer(
  row: CallbackRow,
  eventId: string,
  answer: Answered,
  forget: readonly string[],
): Record<string, Answered> {
  const kept = Object.entries(row.answers).filter(([id]) => !forget.includes(id));
  return { ...Object.fromEntries(kept), [eventId]: answer };
}
