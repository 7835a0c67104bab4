import type {
  Answered,
  CallbackRow,
  CancelledRow,
  Opened,
  ParkedRow,
  SettledRow,
  SettlingRow,
  Verdict,
  WaitingRow,
} from '@callback-relay/contract';
import { senderOf } from '../message/sender.ts';
import type {
  Cancellation,
  Claim,
  ClaimReference,
  Closing,
  Memory,
  Parking,
  Unclaiming,
} from '../ports/callback-store.ts';
import { answerTo } from './memory.ts';

/**
 * What each method of a `CallbackStore` does to the row, as plain functions: the row after the write, or
 * `undefined` where the condition refuses it. DynamoDB evaluates the same conditions in its own language.
 */

export function claimed(row: CallbackRow | undefined, claim: Claim): SettlingRow | undefined {
  if (row?.state !== 'waiting' && row?.state !== 'settling') return undefined;
  if (!mayAnswer(row, claim) || !isClaimable(row, claim)) return undefined;
  const attempts = row.state === 'settling' ? row.attempts : [];
  return {
    ...row,
    state: 'settling',
    answeredBy: claim.eventId,
    attempts: [...new Set([...attempts, claim.claimId])],
    // Presumed delivered until the call is known to have failed: a retry of the task may reopen the row meanwhile.
    answers: {
      ...row.answers,
      [claim.eventId]: { ...answered('delivered', claim), presumedBy: claim.claimId },
    },
  };
}

export function parked(row: CallbackRow | undefined, parking: Parking): ParkedRow | undefined {
  if (row !== undefined) return undefined;
  const { correlationId, result, expiresAt } = parking;
  return {
    correlationId,
    state: 'parked',
    answers: {},
    parked: { [senderOf(result.event)]: result },
    expiresAt,
  };
}

export function parkedBeside(row: CallbackRow | undefined, parking: Parking): ParkedRow | undefined {
  const sender = senderOf(parking.result.event);
  if (row?.state !== 'parked' || Object.hasOwn(row.parked, sender)) return undefined;
  return { ...row, parked: { ...row.parked, [sender]: parking.result }, expiresAt: parking.expiresAt };
}

export function unclaimed(row: CallbackRow | undefined, unclaiming: Unclaiming): ParkedRow | undefined {
  if (row?.state !== 'parked') return undefined;
  const { [unclaiming.sender]: result, ...parkedStill } = row.parked;
  if (result?.event.id !== unclaiming.eventId) return undefined;
  const answers = withAnswer(
    row,
    unclaiming.eventId,
    answered(unclaiming.verdict, unclaiming),
    unclaiming.forget,
  );
  return { ...row, parked: parkedStill, answers };
}

export function closed(row: CallbackRow | undefined, closing: Closing): SettledRow | undefined {
  if (row?.state !== 'settling' || row.answeredBy !== closing.eventId) return undefined;
  const isAlone = row.attempts.length === 1 && row.attempts[0] === closing.claimId;
  if (closing.alone && !isAlone) return undefined;
  return settledRow(row, closing);
}

/** A settling row as it is once it is closed: the token, the parked bodies and the index entry are gone. */
export function settledRow(
  row: WaitingRow | SettlingRow,
  closing: Omit<Closing, 'alone' | 'claimId'>,
): SettledRow {
  return {
    ...openedOf(row),
    correlationId: row.correlationId,
    expiresAt: row.expiresAt,
    state: 'settled',
    answeredBy: closing.eventId,
    answers: withAnswer(row, closing.eventId, answered(closing.verdict, closing), closing.forget),
  };
}

export function markedUnsent(row: CallbackRow | undefined, claim: ClaimReference): SettlingRow | undefined {
  if (row?.state !== 'settling' || row.answeredBy !== claim.eventId) return undefined;
  if (row.attempts.length !== 1 || row.attempts[0] !== claim.claimId) return undefined;
  const answer = row.answers[claim.eventId];
  if (answer === undefined) return undefined;
  return { ...row, attempts: [], answers: { ...row.answers, [claim.eventId]: unanswered(answer) } };
}

export function withdrawn(
  row: CallbackRow | undefined,
  { eventId, claimId }: ClaimReference,
): CallbackRow | undefined {
  if (row === undefined || (row.state === 'settling' && row.answeredBy === eventId)) return undefined;
  const answer = answerTo(row, eventId);
  if (answer === undefined || answer.presumedBy !== claimId) return undefined;
  return { ...row, answers: { ...row.answers, [eventId]: unanswered(answer) } };
}

export function remembered(row: CallbackRow | undefined, memory: Memory): CallbackRow | undefined {
  if (row?.state !== memory.state) return undefined;
  const before = answerTo(row, memory.eventId);
  const isToCorrect = before !== undefined && before.presumedBy === memory.presumedBy;
  if (memory.presumedBy === undefined ? before !== undefined : !isToCorrect) return undefined;
  if (row.state !== 'parked' && row.openingId !== memory.openingId) return undefined;
  const answers = withAnswer(row, memory.eventId, answered(memory.verdict, memory), memory.forget);
  return { ...row, answers };
}

export function cancelled(
  row: CallbackRow | undefined,
  { execution }: Cancellation,
): CancelledRow | undefined {
  if (row?.state !== 'waiting' || row.execution !== execution) return undefined;
  const { correlationId, expiresAt, answers } = row;
  return { ...openedOf(row), correlationId, expiresAt, answers, state: 'cancelled' };
}

/** Whether this source and account are among those that the callback names. */
export function mayAnswer(
  row: Pick<Opened, 'allowedSources' | 'allowedAccounts'>,
  sender: { readonly source: string; readonly account: string },
): boolean {
  const isSource = row.allowedSources.includes(sender.source);
  return isSource && (row.allowedAccounts?.includes(sender.account) ?? true);
}

function isClaimable(row: WaitingRow | SettlingRow, { eventId, fingerprint }: Claim): boolean {
  if (row.state === 'waiting') return answerTo(row, eventId) === undefined;
  return row.answeredBy === eventId && row.answers[eventId]?.fingerprint === fingerprint;
}

function openedOf(row: Opened): Opened {
  const { openingId, idempotencyKey, attempt, business, deadline, allowedSources, allowedAccounts } = row;
  const opened = { openingId, idempotencyKey, attempt, business, deadline, allowedSources };
  return allowedAccounts === undefined ? opened : { ...opened, allowedAccounts };
}

function answered(verdict: Verdict, { fingerprint, now }: { fingerprint: string; now: number }): Answered {
  return { verdict, fingerprint, at: Math.floor(now / 1000) };
}

/** What stays of an answer that turned out to be none. */
function unanswered({ fingerprint, at }: Answered): Answered {
  return { fingerprint, at };
}

function withAnswer(
  row: CallbackRow,
  eventId: string,
  answer: Answered,
  forget: readonly string[],
): Record<string, Answered> {
  const kept = Object.entries(row.answers).filter(([id]) => id !== eventId && !forget.includes(id));
  return { ...Object.fromEntries(kept), [eventId]: answer };
}
