import { answerTo, type CallbackRow, mayAnswer, type ParkedResult } from '@callback-relay/callbacks-table';
import { call } from '../call/call.ts';
import type { OpenedMessage } from '../message/message.ts';
import type { Relay } from '../ports/relay.ts';
import type { Handled } from './handled.ts';
import { settle } from './settle.ts';
import type { Turn } from './turn.ts';

/**
 * A callback was opened over parked results: the first of them that may answer settles it now. The messages of the
 * others are still in the queue, and are judged when they are seen again.
 * @throws CallFailure
 */
export async function settleOpened(
  relay: Relay,
  { correlationId }: OpenedMessage,
  turn: Turn,
): Promise<Handled> {
  const row = await call('GetItem', () => relay.store.read(correlationId));
  const first = row === undefined ? undefined : nextOf(row, relay.world.now());
  if (first === undefined) return { kind: 'done' };
  const { event, fingerprint, outcome } = first;
  const handled = await settle(relay, { kind: 'result', correlationId, event, fingerprint, outcome }, turn);
  if (handled.kind !== 'judged') return handled;
  // Judged by its own message, if not settled here.
  if (!handled.settles) return { kind: 'done' };
  // A broken result was told when it was parked.
  const repeated = outcome.verdict !== 'delivered';
  return { ...handled, judgement: { ...handled.judgement, repeated } };
}

/** The result that is next: the first that may answer, or the one that has claimed and was not heard of since. */
function nextOf(row: CallbackRow, now: number): ParkedResult | undefined {
  if (row.state !== 'waiting' && row.state !== 'settling') return undefined;
  const results = Object.values(row.parked ?? {});
  if (row.state === 'settling') return results.find(({ event }) => event.id === row.answeredBy);
  return results
    .filter(
      ({ event, until }) => until > now && mayAnswer(row, event) && answerTo(row, event.id) === undefined,
    )
    .sort((a, b) => a.parkedAt - b.parkedAt)[0];
}
