import { expiresAtOf, forgottenBy, senderOf } from '@callback-relay/callbacks-table';
import { call } from '../call/call.ts';
import type { Decision } from '../callback/decide.ts';
import type { ResultMessage } from '../message/message.ts';
import type { Relay } from '../ports/relay.ts';
import { firstReceiveOf } from './back-off.ts';
import type { Handled } from './handled.ts';
import { judge, judgementOf } from './judge.ts';
import type { Look } from './look.ts';

/** SQS: a message can be invisible for 43,200 s since it was received, less what its handling takes. */
const LONGEST_INVISIBLE_SECONDS = 43_200 - 900;

/**
 * Puts a result on the row, for its callback to find. `undefined` where the row has changed meanwhile.
 * A broken result is told at once, and lies there to fail the callback as soon as it opens.
 */
export async function park(
  relay: Relay,
  act: 'park' | 'park-beside',
  result: ResultMessage,
): Promise<Handled | undefined> {
  const { store, world, settings } = relay;
  const parkedAt = world.now();
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
  if (!isParked) return undefined;
  return outcome.verdict === 'delivered' ? keepParked(relay, result, until) : judge(result, outcome);
}

/** The message is the timer: it stays in the queue, invisible until the parked time is up. */
export function keepParked({ world }: Relay, result: ResultMessage, until: number): Handled {
  const rest = Math.ceil((until - world.now()) / 1000);
  const seconds = Math.max(1, Math.min(rest, LONGEST_INVISIBLE_SECONDS));
  return { kind: 'parked', judgement: judgementOf(result, { verdict: 'parked' }), seconds, polls: false };
}

/**
 * Takes off the row what nobody came for. `undefined` where there is more to decide: somebody has come just now, or
 * it was an earlier result of the same sender.
 */
export async function unclaim(
  { store, world }: Relay,
  { parked, isItsOwn }: Extract<Decision, { act: 'unclaim' }>,
  { result, row }: Look,
): Promise<Handled | undefined> {
  const { event, fingerprint, outcome } = parked;
  const unclaiming = {
    correlationId: result.correlationId,
    sender: senderOf(event),
    eventId: event.id,
    fingerprint,
    verdict: outcome.verdict === 'delivered' ? 'unclaimed' : outcome.verdict,
    now: world.now(),
    forget: row === undefined ? [] : forgottenBy(row),
  } as const;
  const isDone = await call('UpdateItem', () => store.unclaim(unclaiming));
  return isDone && isItsOwn ? judge(result, { verdict: 'unclaimed' }) : undefined;
}

const LONGEST_POLL_SECONDS = 60;

/** The row is full of what others have parked: the message waits in the queue, and looks again and again. */
export function waitAside({ world, settings }: Relay, { result, turn }: Look): Handled {
  const until = firstReceiveOf(turn.record) + settings.parkedSeconds * 1000;
  if (until <= world.now()) return judge(result, { verdict: 'unclaimed' });
  const reason = 'kept in the queue, for the row has no room for its body';
  const judgement = judgementOf(result, { verdict: 'parked', reason });
  return { kind: 'parked', judgement, seconds: LONGEST_POLL_SECONDS, polls: true };
}
