import { failureOf } from '../call/call.ts';
import type { HeartbeatMessage, RefusedMessage } from '../message/message.ts';
import type { Relay } from '../ports/relay.ts';
import { cancelAll } from '../settlement/cancel.ts';
import type { Handled } from '../settlement/handled.ts';
import { beat } from '../settlement/heartbeats.ts';
import { settleOpened } from '../settlement/opened.ts';
import { settle } from '../settlement/settle.ts';
import type { HandledItem, Item } from './item.ts';

/** The items of one callback: outcomes in their order, then all of its heartbeats at once. Never rejects. */
export async function handleGroup(
  relay: Relay,
  group: readonly Item[],
  hasTime: () => boolean,
): Promise<readonly HandledItem[]> {
  const handled: HandledItem[] = [];
  const byEvent = new Map<string, Handled>();
  for (const item of group.filter(isNoHeartbeat)) {
    const id = item.message.kind === 'result' ? item.message.event.id : item.record.messageId;
    const before = byEvent.get(id);
    const now = before === undefined ? await handle(relay, item, hasTime) : again(before);
    byEvent.set(id, now);
    handled.push({ ...item, handled: now });
  }
  return [...handled, ...(await handleHeartbeats(relay, group.filter(isHeartbeat), hasTime))];
}

async function handle(relay: Relay, { message, record }: Item, hasTime: () => boolean): Promise<Handled> {
  const turn = { record, hasTime };
  try {
    switch (message.kind) {
      case 'result':
        return await settle(relay, message, turn);
      case 'opened':
        return await settleOpened(relay, message, turn);
      case 'ended':
        return await cancelAll(relay, message, turn);
      case 'refused':
        return refuse(message);
      case 'heartbeat':
        throw new TypeError('heartbeats are handled together');
    }
  } catch (error) {
    return { kind: 'failed', failure: failureOf(error), hopeless: false };
  }
}

async function handleHeartbeats(
  relay: Relay,
  items: readonly Item<HeartbeatMessage>[],
  hasTime: () => boolean,
): Promise<HandledItem[]> {
  const [first] = items;
  if (first === undefined) return [];
  try {
    const messages = items.map(({ message }) => message);
    const handled = await beat(relay, first.message.correlationId, messages, hasTime());
    return items.map((item, at) => ({ ...item, handled: handled[at] ?? { kind: 'untried', seconds: 1 } }));
  } catch (error) {
    const failed = { kind: 'failed', failure: failureOf(error), hopeless: false } as const;
    return items.map((item) => ({ ...item, handled: failed }));
  }
}

/** The same event twice in one batch is handled once. */
function again(handled: Handled): Handled {
  if (handled.kind !== 'judged') return handled;
  return { kind: 'judged', judgement: { ...handled.judgement, repeated: true }, settles: false };
}

function refuse({ kind: _, ...judgement }: RefusedMessage): Handled {
  return { kind: 'judged', judgement: { ...judgement, repeated: false }, settles: false };
}

function isHeartbeat(item: Item): item is Item<HeartbeatMessage> {
  return item.message.kind === 'heartbeat';
}

function isNoHeartbeat(item: Item): boolean {
  return !isHeartbeat(item);
}
