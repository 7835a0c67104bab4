import { mark } from '@callback-relay/contract/runtime';
import type {
  Answered,
  CallbackRow,
  CancelledRow,
  ParkedRow,
  SettledRow,
  SettlingRow,
  WaitingRow,
} from '../callback-row.ts';
import type {
  Allowance,
  Cancellation,
  Claim,
  ClaimReference,
  Closing,
  Memory,
  Parking,
  ProgressReport,
  Unclaiming,
} from '../callback-store.ts';
import { mayAnswer } from '../may-answer.ts';
import { answerTo } from '../remembered-events.ts';
import { senderOf } from '../sender.ts';
import { answered, detailsOf, settledRow, withAnswer } from '../settled-row.ts';

/**
 * What each method of a `CallbackStore` does to the row, as plain functions: the row after the write, or
 * `undefined` where the condition refuses it. DynamoDB evaluates the same conditions in its own language.
 */

export function claimed(row: CallbackRow | undefined, claim: Claim): SettlingRow | undefined {
  if (row?.state !== 'waiting' && row?.state !== 'settling') return mark('claim/not-open', undefined);
  if (!mayAnswer(row, claim)) return mark('claim/may-not-answer', undefined);
  if (!isClaimable(row, claim)) return mark('claim/of-another-event', undefined);
  const attempts =
    row.state === 'settling' ? mark('claim/claimed-again', row.attempts) : mark('claim/claimed', []);
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
  if (row !== undefined) return mark('park-write/row-is-there', undefined);
  mark('park-write/parked');
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
  const { event } = parking.result;
  const sender = senderOf(event);
  if (row?.state !== 'parked') return mark('park-beside-write/not-parked', undefined);
  // The second: a copy has had its verdict since the handling whose write this is was given up.
  if (Object.hasOwn(row.parked, sender) || Object.hasOwn(row.answers, event.id))
    return mark('park-beside-write/place-is-taken', undefined);
  mark('park-beside-write/parked');
  return { ...row, parked: { ...row.parked, [sender]: parking.result }, expiresAt: parking.expiresAt };
}

export function unclaimed(row: CallbackRow | undefined, unclaiming: Unclaiming): ParkedRow | undefined {
  if (row?.state !== 'parked') return mark('unclaim-write/not-parked', undefined);
  const { [unclaiming.sender]: result, ...parkedStill } = row.parked;
  if (result?.event.id !== unclaiming.eventId) return mark('unclaim-write/of-another-event', undefined);
  mark('unclaim-write/unclaimed');
  const answers = withAnswer(
    row,
    unclaiming.eventId,
    answered(unclaiming.verdict, unclaiming),
    unclaiming.forget,
  );
  return { ...row, parked: parkedStill, answers };
}

export function closed(row: CallbackRow | undefined, closing: Closing): SettledRow | undefined {
  const isOfEvent = row?.state === 'settling' && row.answeredBy === closing.eventId;
  if (!isOfEvent || row.openingId !== closing.openingId)
    return mark('close-write/not-claimed-for-it', undefined);
  const isAlone = row.attempts.length === 1 && row.attempts[0] === closing.claimId;
  if (closing.alone && !isAlone) return mark('close-write/not-alone', undefined);
  return mark('close-write/closed', settledRow(row, closing));
}

export function markedUnsent(row: CallbackRow | undefined, claim: ClaimReference): SettlingRow | undefined {
  if (row?.state !== 'settling' || row.answeredBy !== claim.eventId)
    return mark('mark-unsent-write/not-claimed-for-it', undefined);
  const answer = row.answers[claim.eventId];
  if (row.attempts.length !== 1 || row.attempts[0] !== claim.claimId || answer === undefined)
    return mark('mark-unsent-write/not-alone', undefined);
  mark('mark-unsent-write/marked');
  return { ...row, attempts: [], answers: { ...row.answers, [claim.eventId]: unanswered(answer) } };
}

export function withdrawn(
  row: CallbackRow | undefined,
  { eventId, claimId }: ClaimReference,
): CallbackRow | undefined {
  if (row === undefined || (row.state === 'settling' && row.answeredBy === eventId))
    return mark('withdraw-write/claimed-for-it', undefined);
  const answer = answerTo(row, eventId);
  if (answer === undefined || answer.presumedBy !== claimId)
    return mark('withdraw-write/not-presumed-by-it', undefined);
  mark('withdraw-write/withdrawn');
  return { ...row, answers: { ...row.answers, [eventId]: unanswered(answer) } };
}

export function remembered(row: CallbackRow | undefined, memory: Memory): CallbackRow | undefined {
  const isOfOpening = row?.state === 'parked' || row?.openingId === memory.openingId;
  if (row?.state !== memory.state || !isOfOpening || isParked(row, memory))
    return mark('remember-write/row-has-changed', undefined);
  const before = answerTo(row, memory.eventId);
  const isToCorrect = before !== undefined && before.presumedBy === memory.presumedBy;
  if (memory.presumedBy === undefined ? before !== undefined : !isToCorrect)
    return mark('remember-write/answered-meanwhile', undefined);
  mark('remember-write/remembered');
  const answers = withAnswer(row, memory.eventId, answered(memory.verdict, memory), memory.forget);
  return { ...row, answers };
}

function isParked(row: CallbackRow, { sender = '', eventId }: Memory): boolean {
  return 'parked' in row && row.parked?.[sender]?.event.id === eventId;
}

export function progressRecorded(
  row: CallbackRow | undefined,
  report: ProgressReport,
): WaitingRow | undefined {
  if (row?.state !== 'waiting' || !mayAnswer(row, report))
    return mark('progress-write/not-of-this-callback', undefined);
  if (row.progressAt !== undefined && row.progressAt > report.at)
    return mark('progress-write/older', undefined);
  mark('progress-write/recorded');
  const progressCount = (row.progressCount ?? 0) + 1;
  return { ...row, progress: report.progress, progressAt: report.at, progressCount };
}

export function sourcesAllowed(row: CallbackRow | undefined, { sources }: Allowance): WaitingRow | undefined {
  if (row?.state !== 'waiting') return mark('allow-write/not-waiting', undefined);
  mark('allow-write/allowed');
  return { ...row, allowedSources: [...new Set([...row.allowedSources, ...sources])] };
}

export function cancelled(
  row: CallbackRow | undefined,
  { execution, before }: Cancellation,
): CancelledRow | undefined {
  if (row?.state !== 'waiting' || row.execution !== execution || row.attempt >= before)
    return mark('cancel-write/not-waiting', undefined);
  mark('cancel-write/cancelled');
  const { correlationId, expiresAt, answers } = row;
  return { ...detailsOf(row), correlationId, expiresAt, answers, state: 'cancelled' };
}

function isClaimable(row: WaitingRow | SettlingRow, { eventId, fingerprint }: Claim): boolean {
  if (row.state === 'waiting') return answerTo(row, eventId) === undefined;
  return row.answeredBy === eventId && row.answers[eventId]?.fingerprint === fingerprint;
}

/** What stays of an answer that turned out to be none. */
function unanswered({ verdict: _, presumedBy: __, ...rest }: Answered): Answered {
  return rest;
}
