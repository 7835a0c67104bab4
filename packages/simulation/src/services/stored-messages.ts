import { createHeap } from '../engine/heap.ts';

/** What a queue holds. Times are milliseconds since 1970. */
export interface StoredMessage {
  readonly messageId: string;
  readonly body: string;
  readonly attributes: Readonly<Record<string, number>>;
  readonly sentAt: number;
  readonly visibleAt: number;
  /** The latest receive, and the first. */
  readonly receivedAt: number;
  readonly firstReceivedAt: number;
  readonly receiveCount: number;
  readonly receiptHandle: string;
}

export interface StoredMessages extends Iterable<StoredMessage> {
  add(message: Pick<StoredMessage, 'messageId' | 'body' | 'attributes' | 'sentAt' | 'visibleAt'>): void;
  remove(message: StoredMessage): void;
  /** One that is visible, by `draw` from 0 up to the count of them; undefined when there is none. */
  visible(now: number, draw: (count: number) => number): StoredMessage | undefined;
  /** When the next message can be received: now, later, or never (undefined). */
  nextVisibleAt(now: number): number | undefined;
  /** How many were received, and are neither deleted nor visible again. */
  inFlight(now: number): number;
  /** Counts a receive and makes the message invisible: it has a new receipt, and the old one is worth nothing. */
  hand(message: StoredMessage, now: number, visibleAt: number): StoredMessage;
  show(message: StoredMessage, visibleAt: number): void;
  byReceipt(receiptHandle: string): StoredMessage | undefined;
  /** Calls back with each time at which a message becomes visible, until the returned function is called. */
  onVisible(listener: (time: number) => void): () => void;
}

export function storedMessages(): StoredMessages {
  const messages = new Set<StoredMessage>();
  const receipts = new Map<string, StoredMessage>();
  const listeners = new Set<(time: number) => void>();
  const places = visiblePlaces();
  /** Those that are gone are left in it until they come up. */
  const invisible = createHeap<StoredMessage>((a, b) => a.visibleAt < b.visibleAt);
  let handed = 0;
  let flying = 0;

  function put(message: StoredMessage): StoredMessage {
    messages.add(message);
    if (message.receiptHandle !== '') receipts.set(message.receiptHandle, message);
    if (message.receiveCount > 0) flying += 1;
    invisible.push(message);
    for (const listener of listeners) listener(message.visibleAt);
    return message;
  }

  function remove(message: StoredMessage): void {
    if (!messages.delete(message)) return;
    receipts.delete(message.receiptHandle);
    if (!places.remove(message) && message.receiveCount > 0) flying -= 1;
  }

  /** Moves what has become visible to where it is drawn from; the next that will, if any. */
  function settle(now: number): StoredMessage | undefined {
    for (let next = invisible.peek(); next !== undefined; next = invisible.peek()) {
      const isGone = !messages.has(next);
      if (!isGone && next.visibleAt > now) return next;
      invisible.pop();
      if (isGone) continue;
      if (next.receiveCount > 0) flying -= 1;
      places.add(next);
    }
    return undefined;
  }

  return {
    add(message) {
      put({ ...message, receivedAt: 0, firstReceivedAt: 0, receiveCount: 0, receiptHandle: '' });
    },
    remove,
    visible(now, draw) {
      settle(now);
      return places.count() === 0 ? undefined : places.at(draw(places.count()));
    },
    nextVisibleAt(now) {
      const next = settle(now);
      return places.count() > 0 ? now : next?.visibleAt;
    },
    inFlight(now) {
      settle(now);
      return flying;
    },
    hand(message, now, visibleAt) {
      remove(message);
      return put({
        ...message,
        visibleAt,
        receivedAt: now,
        firstReceivedAt: message.receiveCount === 0 ? now : message.firstReceivedAt,
        receiveCount: message.receiveCount + 1,
        receiptHandle: `${message.messageId}/${++handed}`,
      });
    },
    show(message, visibleAt) {
      remove(message);
      put({ ...message, visibleAt });
    },
    byReceipt: (receiptHandle) => receipts.get(receiptHandle),
    onVisible(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    [Symbol.iterator]: () => messages[Symbol.iterator](),
  };
}

/** A list to draw from: the last one takes the place of the one that is removed. */
function visiblePlaces() {
  const list: StoredMessage[] = [];
  const indexOf = new Map<StoredMessage, number>();
  return {
    count: () => list.length,
    at: (index: number) => list[index],
    add(message: StoredMessage): void {
      indexOf.set(message, list.length);
      list.push(message);
    },
    remove(message: StoredMessage): boolean {
      const index = indexOf.get(message);
      if (index === undefined) return false;
      indexOf.delete(message);
      const last = list.pop() as StoredMessage;
      if (last !== message) {
        list[index] = last;
        indexOf.set(last, index);
      }
      return true;
    },
  };
}
