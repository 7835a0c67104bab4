import { answerTo, type CallbackRow, mayAnswer, type ParkedResult } from '@callback-relay/callbacks-table';
import { mark } from '@callback-relay/contract/runtime';
import { call } from '../call/call.ts';
import type { DeliveryAttempt } from '../handling/delivery-attempt.ts';
import type { Handled } from '../handling/handled.ts';
import type { OpenedMessage } from '../message/message.ts';
import type { Relay } from '../ports/relay.ts';
import { settle } from './settle.ts';

/**
 * A callback was opened over parked results: the first of them that may answer settles it now. The messages of the
 * others are still in the deferred queue, and get their verdicts when they are handled again.
 * @throws CallFailure
 */
export async function settleOpened(
  relay: Relay,
  { correlationId }: OpenedMessage,
  attempt: DeliveryAttempt,
): Promise<Handled> {
  const row = await call('GetItem', () => relay.store.read(correlationId));
  const first = row === undefined ? undefined : nextOf(row, relay.clock.now());
  if (first === undefined) return mark('opened/nothing-to-settle', { kind: 'done' });
  const { event, fingerprint, outcome } = first;
  const result = { kind: 'result', correlationId, event, fingerprint, outcome } as const;
  const handled = await settle(relay, result, attempt);
  if (handled.kind !== 'decided') return mark('opened/later', handled);
  // If it is not settled here, its own message gets the verdict.
  if (!handled.settles) return mark('opened/left-to-its-own-message', { kind: 'done' });
  // A broken result had its verdict when it was parked.
  const repeated = outcome.verdict !== 'delivered';
  return mark('opened/settles', { ...handled, record: { ...handled.record, repeated } });
}

/** The result that is next: the first that may answer, or the one that has claimed and was not heard of since. */
function nextOf(row: CallbackRow, now: number): ParkedResult | undefined {
  if (row.state !== 'waiting' && row.state !== 'settling') return undefined;
  const results = Object.values(row.parked ?? {});
  if (row.state === 'settling')
    return mark(
      'opened/is-settling',
      results.find(({ event }) => event.id === row.answeredBy),
    );
  return results
    .filter(
      ({ event, until }) => until > now && mayAnswer(row, event) && answerTo(row, event.id) === undefined,
    )
    .sort((a, b) => a.parkedAt - b.parkedAt)[0];
}
