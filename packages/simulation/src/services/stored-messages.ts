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
  let handed = 0;

  function put(message: StoredMessage): StoredMessage {
    messages.add(message);
    if (message.receiptHandle !== '') receipts.set(message.receiptHandle, message);
    for (const listener of listeners) listener(message.visibleAt);
    return message;
  }

  function remove(message: StoredMessage): void {
    messages.delete(message);
    receipts.delete(message.receiptHandle);
  }

  return {
    add(message) {
      put({ ...message, receivedAt: 0, firstReceivedAt: 0, receiveCount: 0, receiptHandle: '' });
    },
    remove,
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
