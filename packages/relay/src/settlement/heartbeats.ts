import { type CallbackRow, chainKeyOf, mayAnswer, type WaitingRow } from '@callback-relay/callbacks-table';
import type { CorrelationId } from '@callback-relay/contract';
import { CallFailure, call } from '../call/call.ts';
import { faultWithout } from '../call/fault.ts';
import type { HeartbeatMessage } from '../message/message.ts';
import type { Relay } from '../ports/relay.ts';
import type { Handled } from './handled.ts';
import { judge } from './judge.ts';
import { isGone } from './send-outcome.ts';

/**
 * The heartbeats of one callback in one batch: Step Functions is called once for all of them, or not at all. No
 * claim: a heartbeat changes no row, and two of them do no harm. Answers in the order of the messages.
 * @throws CallFailure where the row can't be read: then none of them is judged.
 */
export async function beat(
  relay: Relay,
  correlationId: CorrelationId,
  messages: readonly HeartbeatMessage[],
  hasTime: boolean,
): Promise<readonly Handled[]> {
  const row = await call('GetItem', () => relay.store.read(correlationId));
  if (row?.state !== 'waiting') return messages.map((message) => missed(row, message));
  const isAllowed = messages.map(({ event }) => mayAnswer(row, event));
  const newest = isAllowed.lastIndexOf(true);
  const beaten = newest === -1 ? undefined : await send(relay, row, hasTime);
  return messages.map((message, at) => {
    if (!isAllowed[at]) return judge(message, { verdict: 'forbidden', code: codeOf(row, message) });
    if (at !== newest && beaten?.kind === 'delivered')
      return judge(message, { verdict: 'duplicate', reason: COVERED });
    return handledOf(message, row, beaten);
  });
}

const COVERED = 'a later heartbeat of the same batch stands for it';
const TOO_EARLY = 'heartbeats are not parked: the callback is not open';
const AFTER_RESULT = 'the callback has its result';

type Beaten =
  | { readonly kind: 'delivered' }
  | { readonly kind: 'gone'; readonly verdict: 'late' | 'superseded' }
  | { readonly kind: 'failed'; readonly failure: CallFailure; readonly isFinal: boolean }
  | { readonly kind: 'untried' };

/** One call, not tried again here: the next heartbeat is a better one. No wait for the quota: outcomes come first. */
async function send(relay: Relay, row: WaitingRow, hasTime: boolean): Promise<Beaten> {
  if (!hasTime || relay.quota.take('SendTaskHeartbeat') > 0) return { kind: 'untried' };
  try {
    await relay.tasks.sendTaskHeartbeat(row.taskToken);
    return { kind: 'delivered' };
  } catch (error) {
    const fault = faultWithout(row.taskToken, error);
    if (isGone(fault)) return { kind: 'gone', verdict: await missedBy(relay, row) };
    return {
      kind: 'failed',
      failure: new CallFailure('SendTaskHeartbeat', fault),
      isFinal: fault.kind === 'final',
    };
  }
}

async function missedBy({ store }: Relay, row: WaitingRow): Promise<'late' | 'superseded'> {
  const newest = await call('GetItem', () =>
    store.newestAttempt(chainKeyOf(row.correlationId, row.idempotencyKey)),
  );
  return newest !== undefined && newest > row.attempt ? 'superseded' : 'late';
}

function handledOf(message: HeartbeatMessage, row: WaitingRow, beaten: Beaten | undefined): Handled {
  switch (beaten?.kind) {
    case 'delivered':
      return judge(message, { verdict: 'delivered' });
    case 'gone':
      return judge(message, { verdict: beaten.verdict });
    case 'failed':
      return { kind: 'failed', failure: beaten.failure, deadline: row.deadline, hopeless: beaten.isFinal };
    default:
      return { kind: 'untried', seconds: 1 };
  }
}

/** Nothing is beaten for a callback that does not wait. */
function missed(row: CallbackRow | undefined, message: HeartbeatMessage): Handled {
  if (row === undefined || row.state === 'parked')
    return judge(message, { verdict: 'unclaimed', reason: TOO_EARLY });
  if (!mayAnswer(row, message.event))
    return judge(message, { verdict: 'forbidden', code: codeOf(row, message) });
  if (row.state === 'cancelled') return judge(message, { verdict: 'cancelled' });
  // Quiet, for events come out of order: a heartbeat that was delivered and comes again after the result is no news.
  return judge(message, { verdict: 'duplicate', reason: AFTER_RESULT });
}

function codeOf(row: Pick<WaitingRow, 'allowedSources'>, { event }: HeartbeatMessage) {
  return row.allowedSources.includes(event.source) ? 'account-not-allowed' : 'source-not-allowed';
}
