import { mark } from '@callback-relay/contract/runtime';
import { allow } from '../allow/allow.ts';
import { failureOf } from '../call/call.ts';
import { cancelAll } from '../cancel/cancel.ts';
import { settle } from '../claim/settle.ts';
import { settleOpened } from '../claim/settle-opened.ts';
import type { DeliveryAttempt } from '../handling/delivery-attempt.ts';
import { failedFor, type Handled, type HandledItem, type Item } from '../handling/handled.ts';
import { sendHeartbeats } from '../heartbeat/send-heartbeats.ts';
import type { HeartbeatMessage, RefusedMessage } from '../message/message.ts';
import type { Relay } from '../ports/relay.ts';

/** The items of one callback: outcomes in their order, then all of its heartbeats at once. Never rejects. */
export async function handleGroup(
  relay: Relay,
  group: readonly Item[],
  hasTime: DeliveryAttempt['hasTime'],
): Promise<readonly HandledItem[]> {
  const handled: HandledItem[] = [];
  const before = new Map<string, Handled>();
  for (const item of group.filter((one) => !isHeartbeat(one))) {
    const same = identityOf(item);
    const earlier = before.get(same);
    const now = earlier === undefined ? await handle(relay, item, hasTime) : again(earlier);
    before.set(same, now);
    handled.push({ ...item, handled: now });
  }
  return [...handled, ...(await handleHeartbeats(relay, group.filter(isHeartbeat), hasTime))];
}

/** An event that is twice in a batch is handled once; one event ID with two contents is two events. */
function identityOf({ message, record }: Item): string {
  switch (message.kind) {
    case 'result':
      return `${message.event.id} ${message.fingerprint}`;
    case 'heartbeat':
      return `${message.event.id} ${message.progress ?? ''}`;
    default:
      return record.messageId;
  }
}

async function handle(
  relay: Relay,
  { message, history }: Item,
  hasTime: DeliveryAttempt['hasTime'],
): Promise<Handled> {
  const attempt = { history, hasTime };
  try {
    switch (message.kind) {
      case 'result':
        return await settle(relay, message, attempt);
      case 'allowance':
        return await allow(relay, message);
      case 'opened':
        return await settleOpened(relay, message, attempt);
      case 'ended':
        return await cancelAll(relay, message, attempt);
      case 'refused':
        return refuse(message);
      case 'heartbeat':
        throw new TypeError('heartbeats are handled together');
    }
  } catch (error) {
    return failedFor(failureOf(error));
  }
}

async function handleHeartbeats(
  relay: Relay,
  items: readonly Item<HeartbeatMessage>[],
  hasTime: DeliveryAttempt['hasTime'],
): Promise<readonly HandledItem[]> {
  const [first] = items;
  if (first === undefined) return [];
  const firstCopies = new Map(items.toReversed().map((item) => [identityOf(item), item]));
  const once = items.filter((item) => firstCopies.get(identityOf(item)) === item);
  const heartbeats = once.map(({ message, history }) => ({ message, attempt: { history, hasTime } }));
  const answers = await sendHeartbeats(relay, first.message.correlationId, heartbeats).catch(
    (error: unknown) => once.map(() => failedFor(failureOf(error))),
  );
  const handled = new Map(once.map((item, at) => [identityOf(item), answers[at] ?? DEFERRED]));
  return items.map((item) => {
    const answer = handled.get(identityOf(item)) ?? DEFERRED;
    return { ...item, handled: once.includes(item) ? answer : again(answer) };
  });
}

const DEFERRED: Handled = { kind: 'deferred', seconds: 1 };

/** A copy has its verdict when the first one has: where the row is not closed, both are handled again. */
function again(handled: Handled): Handled {
  if (handled.kind !== 'decided') return mark('batch/copies-come-again', handled);
  const { record, close } = handled;
  return mark('batch/copy-has-the-same-verdict', {
    kind: 'decided',
    record: { ...record, repeated: true },
    settles: false,
    ...(close !== undefined && { close }),
  });
}

function refuse({ kind: _, ...verdict }: RefusedMessage): Handled {
  return mark('batch/refused', { kind: 'decided', record: { ...verdict, repeated: false }, settles: false });
}

function isHeartbeat(item: Item): item is Item<HeartbeatMessage> {
  return item.message.kind === 'heartbeat';
}
