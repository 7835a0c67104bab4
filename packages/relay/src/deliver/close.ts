import {
  answerTo,
  type CallbackRow,
  type Claim,
  chainKeyOf,
  forgottenBy,
  type SettlingRow,
  settledRow,
  type WaitingRow,
} from '@callback-relay/callbacks-table';
import type { Verdict } from '@callback-relay/contract';
import { mark } from '@callback-relay/contract/runtime';
import { call } from '../call/call.ts';
import { type Decided, decided, type Handled, type VerdictReason } from '../handling/handled.ts';
import type { ResultMessage } from '../message/message.ts';
import type { Relay } from '../ports/relay.ts';
import { markUnsent } from './mark-unsent.ts';

/** A callback that was claimed for a result: its row as it was before, with the token. */
export interface Claimed {
  readonly row: WaitingRow | SettlingRow;
  readonly claim: Claim;
  readonly result: ResultMessage;
}

/** Whether an earlier claim of this event may have reached Step Functions. */
export function hasOpenClaim({ row, claim }: Claimed): boolean {
  return row.state === 'settling' && row.attempts.some((attempt) => attempt !== claim.claimId);
}

/** Closes a callback whose outcome Step Functions has. @throws CallFailure */
export async function closeSettled(relay: Relay, claimed: Claimed): Promise<Handled> {
  const { row, claim, result } = claimed;
  const { verdict, code, reason } = result.outcome;
  const closing = closingOf(relay, claimed, verdict);
  const handled = settled(claimed, { verdict, code, reason });
  // While a minted callback is settling no other event changes it, so it is closed with the others of the batch. A
  // business key may have been opened again meanwhile: the condition sees to it, and then there is nothing to close.
  if (!row.business) return mark('close/with-the-batch', { ...handled, close: settledRow(row, closing) });
  const isClosed = await call('UpdateItem', () =>
    relay.store.close({ ...closing, claimId: claim.claimId, alone: false }),
  );
  if (isClosed) return mark('close/business-key', handled);
  mark('close/business-key-changed-meanwhile');
  return verdict === 'delivered' ? handled : correctPresumed(relay, claimed, handled);
}

/**
 * A row that was opened again presumes that this event was delivered, and it has another verdict, which is the same for
 * every copy of it: so it is corrected whichever of them presumes it, and written where a copy has withdrawn it. One that
 * has claimed the new opening brings that to its end itself. A copy that withdrew it may have been decided by that opening
 * before: then that is the event's verdict.
 */
async function correctPresumed(relay: Relay, claimed: Claimed, handled: Decided): Promise<Handled> {
  const { eventId, fingerprint } = claimed.claim;
  const row = await read(relay, claimed);
  if (row === undefined || row.state === 'parked' || isIts(row, 'settling', claimed.result)) return handled;
  const known = answerTo(row, eventId);
  if (known && known.presumedBy === undefined)
    return known.fingerprint === fingerprint ? settled(claimed, { verdict: known.verdict }) : handled;
  const { state, openingId } = row;
  const closing = closingOf(relay, claimed, claimed.result.outcome.verdict);
  const memory = { ...closing, state, openingId, forget: forgottenBy(row) };
  const isCorrected = await call('UpdateItem', () =>
    relay.store.remember({ ...memory, ...(known !== undefined && { presumedBy: known.presumedBy }) }),
  );
  return isCorrected ? handled : mark('close/corrects-once-more', correctPresumed(relay, claimed, handled));
}

/** Closes a callback whose task waited no more, and not because of us. @throws CallFailure */
export async function closeMissed(relay: Relay, claimed: Claimed): Promise<Handled> {
  const { claim, result } = claimed;
  // A broken result has its verdict whatever became of the task, because it may have been published before.
  if (result.outcome.verdict !== 'delivered')
    return mark('close/broken-and-missed', closeSettled(relay, claimed));
  try {
    const verdict = await missedVerdict(relay, claimed.row);
    const closing = { ...closingOf(relay, claimed, verdict), claimId: claim.claimId, alone: true };
    if (await call('UpdateItem', () => relay.store.close(closing)))
      return mark('close/missed', settled(claimed, { verdict }));
  } catch (error) {
    // We know that it was not us, and the next attempt would not.
    await markUnsent(relay, claim);
    throw mark('close/failed-and-known-unsent', error);
  }
  return contradict(relay, claimed);
}

/** Of a task that waits no more: whether it was retried meanwhile. @throws CallFailure */
export async function missedVerdict(
  { store }: Relay,
  row: Pick<WaitingRow, 'correlationId' | 'idempotencyKey' | 'attempt'>,
): Promise<'late' | 'superseded'> {
  const chainKey = chainKeyOf(row.correlationId, row.idempotencyKey);
  const newest = await call('GetItem', () => store.newestAttempt(chainKey));
  return newest !== undefined && newest > row.attempt
    ? mark('close/superseded-by-a-retry', 'superseded' as const)
    : mark('close/late', 'late' as const);
}

/** The row has changed between our claim and our close: by another copy of this event, or by a new opening. */
async function contradict(relay: Relay, claimed: Claimed): Promise<Handled> {
  const { result } = claimed;
  const row = await read(relay, claimed);
  // The copy may yet hear that its call was taken, so its answer is the event's.
  if (row && isIts(row, 'settling', result))
    return mark('close/a-copy-is-at-it', { kind: 'deferred', seconds: 1 });
  if (row === undefined || row.state === 'parked' || isIts(row, 'settled', result)) {
    const verdict = row === undefined ? undefined : answerTo(row, result.event.id)?.verdict;
    return mark('close/a-copy-has-closed', settled(claimed, { verdict: verdict ?? 'late' }));
  }
  return supersede(relay, claimed, row);
}

function read({ store }: Relay, { claim }: Claimed): Promise<CallbackRow | undefined> {
  return call('GetItem', () => store.read(claim.correlationId));
}

function isIts(row: CallbackRow, state: 'settling' | 'settled', { event }: ResultMessage): boolean {
  return row.state === state && row.answeredBy === event.id;
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
  if (known && known.presumedBy === undefined)
    return mark('close/a-copy-knows', settled(claimed, { verdict: known.verdict }));
  // Another copy presumes it, and may yet correct that.
  if (known !== undefined && known.presumedBy !== claim.claimId)
    return mark('close/a-copy-presumes', { kind: 'deferred', seconds: 1 });
  const memory = {
    ...closingOf(relay, claimed, 'superseded'),
    // The row has another opening, and another event may be at it.
    forget: forgottenBy(row),
    state,
    openingId,
    // Remembered also where a copy has withdrawn what it presumed: else this event would be the new opening's next time.
    ...(known !== undefined && { presumedBy: claim.claimId }),
  };
  const isRemembered = await call('UpdateItem', () => relay.store.remember(memory));
  return isRemembered
    ? mark('close/opened-again', settled(claimed, { verdict: 'superseded' }))
    : mark('close/changed-once-more', contradict(relay, claimed));
}

function closingOf({ clock }: Relay, { row, result }: Claimed, verdict: Verdict) {
  const { correlationId, fingerprint, event } = result;
  return {
    correlationId,
    eventId: event.id,
    openingId: row.openingId,
    fingerprint,
    verdict,
    now: clock.now(),
    forget: forgottenBy(row),
    ...(event.operator !== undefined && { operator: event.operator }),
  };
}

function settled({ result }: Claimed, reason: VerdictReason): Decided {
  return { ...decided(result, reason), settles: true };
}
