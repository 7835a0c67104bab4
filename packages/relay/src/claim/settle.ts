import {
  answerTo,
  type Claim,
  type ClaimAnswer,
  forgottenBy,
  senderOf,
} from '@callback-relay/callbacks-table';
import { verdicts } from '@callback-relay/contract';
import { mark } from '@callback-relay/contract/runtime';
import { call, failureOf } from '../call/call.ts';
import { deliver } from '../deliver/deliver.ts';
import { markUnsent } from '../deliver/mark-unsent.ts';
import { operationOf } from '../deliver/send-outcome.ts';
import type { ClaimRefusal, DeliveryAttempt } from '../handling/delivery-attempt.ts';
import { decided, type Handled } from '../handling/handled.ts';
import type { ResultMessage } from '../message/message.ts';
import { keepParked, park, unclaim, waitInQueue } from '../park/park.ts';
import type { Relay, TaskOperation } from '../ports/relay.ts';
import { type Decision, decide, type VerdictDecision } from './decide.ts';

/** A row may change between a read and a write. Where that happens in each of them, the message waits for a second. */
const ROUNDS = 2;

/**
 * Brings one result to its verdict: claims its callback and delivers it, or does what the row's state asks for.
 * @throws CallFailure
 */
export async function settle(
  relay: Relay,
  result: ResultMessage,
  attempt: DeliveryAttempt,
): Promise<Handled> {
  const operation = operationOf(result.outcome.answer);
  // Before the claim, because a claim without a call only makes the next attempt unsure.
  const delay = await waitForShare(relay, operation, attempt);
  if (delay > 0) return mark('settle/out-of-time', { kind: 'deferred', seconds: Math.ceil(delay / 1_000) });
  const claim = claimOf(relay, result);
  for (let round = 0; round < ROUNDS; round++) {
    const answer = await tryClaim(relay, claim);
    if (answer.claimed) return deliver(relay, { row: answer.before, claim, result });
    const row = answer.row ?? (await call('GetItem', () => relay.store.read(result.correlationId)));
    if (row !== undefined && answerTo(row, claim.eventId)?.presumedBy === claim.claimId) {
      await withdrawOwn(relay, claim);
      continue;
    }
    const decision = decide(row, result, relay.clock.now());
    const handled = await applyDecision(relay, decision, { result, row, attempt });
    if (handled !== undefined) {
      relay.quota.giveBack(operation);
      return handled;
    }
  }
  relay.quota.giveBack(operation);
  return mark('settle/overtaken-in-every-round', { kind: 'deferred', seconds: 1 });
}

/**
 * Waits for this instance's share of the quota as long as the function has time for that: a function that is ended while
 * it waits loses the verdicts of its whole batch. 0 where it is there, otherwise milliseconds until it may be.
 */
async function waitForShare(
  { quota, clock }: Relay,
  operation: TaskOperation,
  attempt: DeliveryAttempt,
): Promise<number> {
  for (;;) {
    if (!attempt.hasTime()) return 1_000;
    const delay = quota.take(operation);
    if (delay === 0 || !attempt.hasTime(delay)) return delay;
    mark('settle/waits-for-its-share');
    await clock.wait(delay);
  }
}

/**
 * The claim was refused, and is on the row: it took effect, its answer was lost, the client sent it again, and the key was
 * opened between the two. No call has followed it, so what it presumes is taken back, and the result is the new opening's.
 */
async function withdrawOwn({ store }: Relay, claim: Claim): Promise<void> {
  await mark(
    'settle/claimed-an-earlier-opening',
    call('UpdateItem', () => store.withdraw(claim)),
  );
}

async function tryClaim(relay: Relay, claim: Claim): Promise<ClaimAnswer> {
  try {
    return await call('UpdateItem', () => relay.store.claim(claim));
  } catch (error) {
    // It may be on the row, and no call has followed it.
    if (failureOf(error).fault.kind !== 'unsure') throw mark('settle/claim-failed', error);
    await markUnsent(relay, claim);
    throw mark('settle/claim-unsure', error);
  }
}

function claimOf(relay: Relay, { correlationId, event, fingerprint }: ResultMessage): Claim {
  const { id: eventId, source, account, operator } = event;
  const [claimId, now] = [relay.newId(), relay.clock.now()];
  const claim = { correlationId, eventId, source, account, fingerprint, claimId, now };
  return operator === undefined ? claim : { ...claim, operator };
}

/** `undefined` where the row has changed since it was read: read it again. */
async function applyDecision(
  relay: Relay,
  decision: Decision,
  refusal: ClaimRefusal,
): Promise<Handled | undefined> {
  switch (decision.act) {
    case 'claim':
      return undefined;
    case 'park':
    case 'park-beside':
      return park(relay, decision.act, refusal.result);
    case 'stay-parked':
      return keepParked(relay, refusal.result, decision.until);
    case 'unclaim':
      return unclaim(relay, decision, refusal);
    case 'wait-in-queue':
      return (
        waitInQueue(relay, refusal) ??
        recordVerdict(relay, mark('settle/unclaimed-in-the-queue', unclaimed), refusal)
      );
    case 'retry-later':
      return {
        kind: 'deferred',
        seconds: Math.max(1, Math.ceil((decision.until - relay.clock.now()) / 1000)),
      };
    case 'verdict':
      return recordVerdict(relay, decision, refusal);
  }
}

/** Remembered, because a copy of the message may come when the callback is open. */
const unclaimed: VerdictDecision = {
  act: 'verdict',
  verdict: 'unclaimed',
  reason: verdicts.unclaimed,
  repeated: false,
  remember: true,
};

async function recordVerdict(
  { store, clock }: Relay,
  { verdict, code, reason, repeated, remember }: VerdictDecision,
  { row, result }: ClaimRefusal,
): Promise<Handled | undefined> {
  if (remember && row !== undefined) {
    const isAsDecided = await call('UpdateItem', () =>
      store.remember({
        correlationId: result.correlationId,
        eventId: result.event.id,
        fingerprint: result.fingerprint,
        verdict,
        now: clock.now(),
        state: row.state,
        ...(row.state === 'parked' ? { sender: senderOf(result.event) } : { openingId: row.openingId }),
        forget: forgottenBy(row),
      }),
    );
    if (!isAsDecided) return mark('settle/changed-before-its-verdict', undefined);
    mark('settle/remembers-its-verdict');
  }
  return decided(result, { verdict, code, reason, repeated });
}
