import { expiresAtOf, forgottenBy, type ParkedResult, senderOf } from '@callback-relay/callbacks-table';
import { mark } from '@callback-relay/contract/runtime';
import { call } from '../call/call.ts';
import { type ClaimRefusal, retrySeconds } from '../handling/delivery-attempt.ts';
import { decided, type Handled, verdictRecord } from '../handling/handled.ts';
import type { ResultMessage } from '../message/message.ts';
import type { Relay } from '../ports/relay.ts';

/**
 * Puts a result on the row, where its callback finds it. `undefined` where the row has changed meanwhile.
 * A broken result lies there to fail the callback as soon as it opens.
 */
export async function park(
  relay: Relay,
  act: 'park' | 'park-beside',
  result: ResultMessage,
): Promise<Handled | undefined> {
  const { store, clock, settings } = relay;
  const parkedAt = clock.now();
  const until = parkedAt + settings.parkedSeconds * 1000;
  const { correlationId, event, fingerprint, outcome } = result;
  const parking = {
    correlationId,
    result: { event, fingerprint, outcome, parkedAt, until },
    expiresAt: expiresAtOf(until, settings.rowRetentionSeconds),
  };
  const isParked =
    act === 'park'
      ? await call('PutItem', () => store.park(parking))
      : await call('UpdateItem', () => store.parkBeside(parking));
  if (!isParked) return mark('park/overtaken', undefined);
  return mark('park/parked', keepParked(relay, result, until));
}

/**
 * The message is the timer: it waits in the deferred queue until the parked time is up. A broken result has its
 * verdict at once.
 */
export function keepParked({ clock }: Relay, result: ResultMessage, until: number): Handled {
  const { outcome } = result;
  const seconds = Math.max(1, Math.ceil((until - clock.now()) / 1000));
  const verdict = outcome.verdict === 'delivered' ? ({ verdict: 'parked' } as const) : outcome;
  return { kind: 'parked', record: verdictRecord(result, verdict), seconds };
}

/**
 * Takes off the row a result that no callback was opened for. `undefined` where there is more to decide: a callback was
 * opened just now, or it was an earlier result of the same sender.
 */
export async function unclaim(
  { store, clock }: Relay,
  { parked, isItsOwn }: { readonly parked: ParkedResult; readonly isItsOwn: boolean },
  { result, row }: ClaimRefusal,
): Promise<Handled | undefined> {
  const { event, fingerprint, outcome } = parked;
  const unclaiming = {
    correlationId: result.correlationId,
    sender: senderOf(event),
    eventId: event.id,
    fingerprint,
    verdict: outcome.verdict === 'delivered' ? 'unclaimed' : outcome.verdict,
    now: clock.now(),
    forget: row === undefined ? [] : forgottenBy(row),
  } as const;
  const isDone = await call('UpdateItem', () => store.unclaim(unclaiming));
  if (!isDone) return mark('park/changed-before-it-was-unclaimed', undefined);
  return isItsOwn
    ? mark('park/unclaimed', decided(result, { ...outcome, verdict: unclaiming.verdict }))
    : mark('park/made-room', undefined);
}

const LONGEST_POLL_SECONDS = 60;

/**
 * The row is full of what others have parked: the message waits in the queue alone, and is handled again and again.
 * `undefined` where its parked time is up.
 */
export function waitInQueue({ clock, settings, random }: Relay, refusal: ClaimRefusal): Handled | undefined {
  const { result, attempt } = refusal;
  const { history } = attempt;
  if (history.firstReceivedAt + settings.parkedSeconds * 1000 <= clock.now()) return undefined;
  const reason = 'kept in the queue, because the row has no room for its body';
  const record = verdictRecord(result, { verdict: 'parked', reason, repeated: history.isDeferred });
  const seconds = retrySeconds(history, random, LONGEST_POLL_SECONDS);
  return mark('park/waits-in-the-queue', { kind: 'parked', record, seconds });
}
