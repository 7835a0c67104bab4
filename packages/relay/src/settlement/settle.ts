import { type Claim, type ClaimAnswer, forgottenBy } from '@callback-relay/callbacks-table';
import { call, failureOf } from '../call/call.ts';
import type { TaskOperation } from '../call/quota.ts';
import { type Decision, decide, type Judged } from '../callback/decide.ts';
import type { ResultMessage } from '../message/message.ts';
import type { Relay } from '../ports/relay.ts';
import { deliver } from './deliver.ts';
import type { Handled } from './handled.ts';
import { judge } from './judge.ts';
import type { Look } from './look.ts';
import { markUnsent } from './mark-unsent.ts';
import { keepParked, park, unclaim, waitAside } from './parking.ts';
import { operationOf } from './send-outcome.ts';
import type { Turn } from './turn.ts';

/** Rows change between a look and a write: for every round but the last, another change has come between. */
const ROUNDS = 6;

/**
 * Brings one result to its verdict: claims its callback and delivers it, or does what the row's state asks for.
 * @throws CallFailure
 */
export async function settle(relay: Relay, result: ResultMessage, turn: Turn): Promise<Handled> {
  const operation = operationOf(result.outcome.answer);
  // Before the claim, for a claim without a call only makes the next attempt unsure.
  if (!(await isAdmitted(relay, operation, turn))) return { kind: 'untried', seconds: 1 };
  const claim = claimOf(relay, result);
  for (let round = 0; round < ROUNDS; round++) {
    const answer = await tryClaim(relay, claim);
    if (answer.claimed) return deliver(relay, { row: answer.before, claim, result });
    const row = answer.row ?? (await call('GetItem', () => relay.store.read(result.correlationId)));
    const look = { result, row, turn };
    const handled = await carryOut(relay, decide(row, result, relay.world.now()), look);
    if (handled !== undefined) {
      relay.quota.giveBack(operation);
      return handled;
    }
  }
  relay.quota.giveBack(operation);
  return { kind: 'untried', seconds: 1 };
}

/** Waits for this instance's share of the quota, as long as there is time. */
async function isAdmitted({ quota, world }: Relay, operation: TaskOperation, turn: Turn): Promise<boolean> {
  for (;;) {
    if (!turn.hasTime()) return false;
    const delay = quota.take(operation);
    if (delay === 0) return true;
    await world.wait(delay);
  }
}

async function tryClaim(relay: Relay, claim: Claim): Promise<ClaimAnswer> {
  try {
    return await call('UpdateItem', () => relay.store.claim(claim));
  } catch (error) {
    // It may be on the row, and no call has followed it.
    if (failureOf(error).fault.kind === 'unsure') await markUnsent(relay, claim);
    throw error;
  }
}

function claimOf({ world }: Relay, { correlationId, event, fingerprint }: ResultMessage): Claim {
  const { id: eventId, source, account } = event;
  return { correlationId, eventId, source, account, fingerprint, claimId: world.newId(), now: world.now() };
}

/** `undefined` where the row has changed since it was looked at: look again. */
async function carryOut(relay: Relay, decision: Decision, look: Look): Promise<Handled | undefined> {
  switch (decision.act) {
    case 'claim':
      return undefined;
    case 'park':
    case 'park-beside':
      return park(relay, decision.act, look.result);
    case 'stay-parked':
      return keepParked(relay, look.result, decision.until);
    case 'unclaim':
      return unclaim(relay, decision, look);
    case 'wait-aside':
      return waitAside(relay, look);
    case 'stand-by':
      return {
        kind: 'untried',
        seconds: Math.max(1, Math.ceil((decision.until - relay.world.now()) / 1000)),
      };
    case 'judge':
      return pronounce(relay, decision, look);
  }
}

async function pronounce(
  { store, world }: Relay,
  { verdict, code, reason, repeated, remember }: Judged,
  { row, result }: Look,
): Promise<Handled | undefined> {
  if (remember && row !== undefined) {
    const isAsJudged = await call('UpdateItem', () =>
      store.remember({
        correlationId: result.correlationId,
        eventId: result.event.id,
        fingerprint: result.fingerprint,
        verdict,
        now: world.now(),
        state: row.state,
        ...(row.state !== 'parked' && { openingId: row.openingId }),
        forget: forgottenBy(row),
      }),
    );
    if (!isAsJudged) return undefined;
  }
  return judge(result, { verdict, code, reason, repeated });
}
