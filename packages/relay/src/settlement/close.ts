import {
  answerTo,
  type CallbackRow,
  chainKeyOf,
  forgottenBy,
  settledRow,
} from '@callback-relay/callbacks-table';
import type { Verdict } from '@callback-relay/contract';
import { call } from '../call/call.ts';
import type { Relay } from '../ports/relay.ts';
import type { Claimed } from './claimed.ts';
import type { Handled, HandledJudged } from './handled.ts';
import { type Grounds, judgementOf } from './judge.ts';
import { markUnsent } from './mark-unsent.ts';

/** Closes a callback whose outcome Step Functions has. @throws CallFailure */
export async function closeSettled(relay: Relay, claimed: Claimed): Promise<Handled> {
  const { row, claim, result } = claimed;
  const { verdict, code, reason } = result.outcome;
  const closing = closingOf(relay, claimed, verdict);
  const handled = judged(claimed, { verdict, code, reason });
  // While a minted callback is settling nobody else changes it, so it is closed with the others of the batch. A
  // business key may have been opened again meanwhile: the condition sees to it, and then there is nothing to close.
  if (!row.business) return { ...handled, close: settledRow(row, closing) };
  await call('UpdateItem', () => relay.store.close({ ...closing, claimId: claim.claimId, alone: false }));
  return handled;
}

/** Closes a callback whose task waited no more, and not because of us. @throws CallFailure */
export async function closeMissed(relay: Relay, claimed: Claimed): Promise<Handled> {
  const { claim, result } = claimed;
  // A broken result has its verdict whatever became of the task, for it may have been told before.
  if (result.outcome.verdict !== 'delivered') return closeSettled(relay, claimed);
  try {
    const verdict = await missedBy(relay, claimed);
    const closing = { ...closingOf(relay, claimed, verdict), claimId: claim.claimId, alone: true };
    if (await call('UpdateItem', () => relay.store.close(closing))) return judged(claimed, { verdict });
  } catch (error) {
    // We know that it was not us, and the next attempt would not.
    await markUnsent(relay, claim);
    throw error;
  }
  return contradict(relay, claimed);
}

async function missedBy({ store }: Relay, { row }: Claimed): Promise<'late' | 'superseded'> {
  const chainKey = chainKeyOf(row.correlationId, row.idempotencyKey);
  const newest = await call('GetItem', () => store.newestAttempt(chainKey));
  return newest !== undefined && newest > row.attempt ? 'superseded' : 'late';
}

/** Somebody was here between our claim and our close: another copy of this event, or a new opening. */
async function contradict(relay: Relay, claimed: Claimed): Promise<Handled> {
  const { result } = claimed;
  const row = await call('GetItem', () => relay.store.read(result.correlationId));
  const isWithAnother = row?.state === 'settling' && row.answeredBy === result.event.id;
  // The copy may yet hear that its call was taken, so its answer is the event's.
  if (isWithAnother) return { kind: 'untried', seconds: 1 };
  if (row === undefined || row.state === 'parked') return judged(claimed, { verdict: 'late' });
  if (row.state === 'settled' && row.answeredBy === result.event.id) {
    return judged(claimed, { verdict: row.answers[result.event.id]?.verdict ?? 'late' });
  }
  return supersede(relay, claimed, row);
}

/**
 * The key was opened again, and the row presumes that this event was delivered to the earlier wait. It was not, unless
 * another copy of the event knows better.
 */
async function supersede(
  relay: Relay,
  claimed: Claimed,
  row: Exclude<CallbackRow, { state: 'parked' }>,
): Promise<Handled> {
  const { claim } = claimed;
  const { state, openingId } = row;
  const known = answerTo(row, claim.eventId);
  if (known !== undefined && known.presumedBy !== claim.claimId)
    return judged(claimed, { verdict: known.verdict });
  if (known !== undefined) {
    const memory = {
      ...closingOf(relay, claimed, 'superseded'),
      // The row has another opening, and another event may be at it.
      forget: forgottenBy(row),
      state,
      openingId,
      presumedBy: claim.claimId,
    };
    const isCorrected = await call('UpdateItem', () => relay.store.remember(memory));
    if (!isCorrected) return contradict(relay, claimed);
  }
  return judged(claimed, { verdict: 'superseded' });
}

function closingOf({ world }: Relay, { row, result }: Claimed, verdict: Verdict) {
  const { correlationId, fingerprint, event } = result;
  return {
    correlationId,
    eventId: event.id,
    fingerprint,
    verdict,
    now: world.now(),
    forget: forgottenBy(row),
  };
}

function judged({ result }: Claimed, grounds: Grounds): HandledJudged {
  return { kind: 'judged', judgement: judgementOf(result, grounds), settles: true };
}
