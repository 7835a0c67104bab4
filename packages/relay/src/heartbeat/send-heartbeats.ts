import { type CallbackRow, mayAnswer, senderOf, type WaitingRow } from '@callback-relay/callbacks-table';
import type { CorrelationId } from '@callback-relay/contract';
import { type AwsError, awsErrorWithout, mark } from '@callback-relay/contract/runtime';
import { CallFailure } from '../call/call.ts';
import { missedVerdict } from '../deliver/close.ts';
import { isGone } from '../deliver/send-outcome.ts';
import { decided, type Handled } from '../handling/handled.ts';
import type { HeartbeatMessage } from '../message/message.ts';
import type { Relay } from '../ports/relay.ts';
import { type Heartbeat, type RowRead, readRow } from './read-row.ts';

/**
 * The heartbeats of one callback in one batch: Step Functions is called once for all of them, or not at all, and the
 * newest of a sender stands for its earlier ones. No claim: a heartbeat does not change the callback's state, and two
 * of them do no harm. Answers in the order of the heartbeats.
 * @throws CallFailure where the row cannot be read: then none of them has a verdict.
 */
export async function sendHeartbeats(
  relay: Relay,
  correlationId: CorrelationId,
  heartbeats: readonly Heartbeat[],
): Promise<readonly Handled[]> {
  const bySender = new Map(heartbeats.map((one) => [senderOf(one.message.event), one]));
  const newest = [...bySender.values()].sort((a, b) => heartbeats.indexOf(a) - heartbeats.indexOf(b));
  const handled = new Map(await sendNewest(relay, correlationId, newest));
  return heartbeats.map((heartbeat) => {
    const standsForIt = bySender.get(senderOf(heartbeat.message.event)) ?? heartbeat;
    const answer = handled.get(standsForIt) ?? DEFERRED;
    return standsForIt === heartbeat ? answer : covered(heartbeat, answer);
  });
}

/** A heartbeat that is as old is worth nothing: its worker has sent another by now, or will. */
const STALE_MS = 5_000;

const COVERED = 'a later heartbeat stands for it';
const STALE =
  'dropped, because the quota of SendTaskHeartbeat is used up and a later heartbeat stands for it';
const TOO_EARLY = 'heartbeats are not parked: the callback is not open';
const AFTER_RESULT = 'the callback has its result';
const DEFERRED: Handled = { kind: 'deferred', seconds: 1 };

type HandledHeartbeat = readonly [Heartbeat, Handled];

/**
 * The quota is asked first: a call that will not be made needs no row. There is no wait for it, because outcomes come
 * first; a heartbeat over the quota backs off, and is dropped when it is stale.
 */
async function sendNewest(
  relay: Relay,
  correlationId: CorrelationId,
  heartbeats: readonly Heartbeat[],
): Promise<readonly HandledHeartbeat[]> {
  const hasTime = heartbeats.every(({ attempt }) => attempt.hasTime());
  if (!hasTime || relay.quota.take('SendTaskHeartbeat') > 0) {
    return heartbeats.map((heartbeat) => [heartbeat, laterOrDropped(relay, heartbeat)]);
  }
  const read = await readRow(relay, correlationId, heartbeats).catch((error: unknown) => {
    relay.quota.giveBack('SendTaskHeartbeat');
    throw mark('heartbeat/row-not-read', error);
  });
  const { row } = read;
  const chosen = row?.state === 'waiting' ? heartbeats.findLast((one) => isAllowed(row, one)) : undefined;
  if (row?.state !== 'waiting' || chosen === undefined) {
    relay.quota.giveBack('SendTaskHeartbeat');
    return heartbeats.map((heartbeat) => [heartbeat, unsent(row, heartbeat.message)]);
  }
  const answer = await sendOne(relay, row, chosen, read);
  return heartbeats.map((heartbeat) => {
    if (heartbeat === chosen) return [heartbeat, answer];
    return [
      heartbeat,
      isAllowed(row, heartbeat) ? covered(heartbeat, answer) : unsent(row, heartbeat.message),
    ];
  });
}

/** One call, not tried again here: the next heartbeat is a better one. */
async function sendOne(relay: Relay, row: WaitingRow, chosen: Heartbeat, read: RowRead): Promise<Handled> {
  const { message } = chosen;
  try {
    await relay.tasks.sendTaskHeartbeat(row.taskToken);
  } catch (error) {
    const fault = awsErrorWithout(row.taskToken, error);
    if (isGone(fault))
      return mark('heartbeat/task-is-gone', decided(message, { verdict: await missedVerdict(relay, row) }));
    return failedOrDropped(relay, row, chosen, fault);
  }
  const { progress } = read;
  if (progress !== undefined) mark('heartbeat/publishes-progress');
  const delivered = decided(message, { verdict: 'delivered' });
  return mark('heartbeat/sent', { ...delivered, ...(progress !== undefined && { progress }) });
}

function failedOrDropped(relay: Relay, row: WaitingRow, heartbeat: Heartbeat, fault: AwsError): Handled {
  const nonRetryable = fault.kind === 'nonRetryable';
  if (fault.kind === 'throttled' && isStale(relay, heartbeat)) return dropped(heartbeat);
  const failure = new CallFailure('SendTaskHeartbeat', fault);
  return mark('heartbeat/failed', { kind: 'failed', failure, deadline: row.deadline, nonRetryable });
}

function laterOrDropped(relay: Relay, heartbeat: Heartbeat): Handled {
  if (isStale(relay, heartbeat)) return dropped(heartbeat);
  // Twice at most before it is stale: each time costs a call, and the quota has no room for all of them.
  const seconds = Math.round((STALE_MS / 2_000) * (1 + relay.random() / 2));
  return mark('heartbeat/over-the-quota', { kind: 'deferred', seconds });
}

function isStale({ clock }: Relay, { attempt }: Heartbeat): boolean {
  return attempt.history.firstReceivedAt + STALE_MS <= clock.now();
}

function dropped({ message }: Heartbeat): Handled {
  return mark(
    'heartbeat/stale',
    decided(message, { verdict: 'duplicate', code: 'heartbeat-stale', reason: STALE }),
  );
}

/** What becomes of a heartbeat that another one stands for: as that, but it was not sent, and does not come again. */
function covered({ message }: Heartbeat, answer: Handled): Handled {
  if (answer.kind !== 'decided' || answer.record.verdict === 'delivered') {
    return mark('heartbeat/covered', decided(message, { verdict: 'duplicate', reason: COVERED }));
  }
  const { verdict, code, reason } = answer.record;
  return mark('heartbeat/shares-a-verdict', decided(message, { verdict, code, reason }));
}

function isAllowed(row: WaitingRow, { message }: Heartbeat): boolean {
  return mayAnswer(row, message.event);
}

/** Nothing is sent for a callback that does not wait, or that this sender may not answer. */
function unsent(row: CallbackRow | undefined, message: HeartbeatMessage): Handled {
  if (row === undefined || row.state === 'parked') {
    return mark('heartbeat/too-early', decided(message, { verdict: 'unclaimed', reason: TOO_EARLY }));
  }
  if (!mayAnswer(row, message.event)) {
    const isSource = row.allowedSources.includes(message.event.source);
    const code = isSource ? 'account-not-allowed' : 'source-not-allowed';
    return mark('heartbeat/forbidden', decided(message, { verdict: 'forbidden', code }));
  }
  if (row.state === 'cancelled')
    return mark('heartbeat/cancelled', decided(message, { verdict: 'cancelled' }));
  // Not published, because events come out of order: a heartbeat that comes again after the result says nothing new.
  return mark('heartbeat/after-the-result', decided(message, { verdict: 'duplicate', reason: AFTER_RESULT }));
}
