import { ServiceError } from '../engine/service-error.ts';
import type { World } from '../engine/world.ts';

/** A standard SQS queue: at least once, in any order. Durations are milliseconds. */
export interface QueueOptions {
  readonly name: string;
  readonly visibilityTimeout: number;
  readonly retention: number;
  /** The redrive policy: more than `maxReceiveCount` receives and a message goes to the dead-letter queue. */
  readonly redrive?: { readonly deadLetterQueue: Queue; readonly maxReceiveCount: number };
}

export interface ReceivedMessage {
  readonly messageId: string;
  readonly receiptHandle: string;
  readonly body: string;
  /** ApproximateReceiveCount, this receive included. */
  readonly receiveCount: number;
  /** ApproximateFirstReceiveTimestamp. */
  readonly firstReceivedAt: number;
  /** SentTimestamp: a message in a dead-letter queue keeps the first one. */
  readonly sentAt: number;
}

export interface Queue {
  readonly name: string;
  send(body: string): void;
  /** Up to `most` visible messages, in no particular order, made invisible for the visibility timeout. */
  receive(most: number): ReceivedMessage[];
  delete(receiptHandle: string): void;
  /** Counts from now. A receipt that is no longer the message's latest changes nothing. */
  changeVisibility(receiptHandle: string, timeout: number): void;
  /** Takes over a message of another queue with its age: what a redrive policy does. */
  bury(message: { readonly messageId: string; readonly body: string; readonly sentAt: number }): void;
  /** StartMessageMoveTask: sends every message to `destination` as a new one. */
  moveAllTo(destination: Queue): number;
  /** When the next message can be received: now, later, or never (undefined). */
  nextVisibleAt(): number | undefined;
  /** Calls back with the time at which a message becomes visible, whenever that is set, until the returned function is called. */
  onVisible(listener: (time: number) => void): () => void;
  /** Bodies of what is in the queue, seen or not. */
  bodies(): readonly string[];
  /** Bodies of what has passed the retention, and is gone. */
  expired(): readonly string[];
}

interface StoredMessage {
  readonly messageId: string;
  readonly body: string;
  readonly sentAt: number;
  visibleAt: number;
  receivedAt: number;
  firstReceivedAt: number;
  receiveCount: number;
  receiptHandle: string;
}

/** The longest time that the duplicate or the held-back message of a faulty queue lets wait. */
const LONGEST_DELAY = 10 * 60_000;

/** SQS counts a message's invisibility from its receive, and refuses what would go over 12 hours. */
const LONGEST_VISIBILITY = 12 * 3_600_000;

const beyondLongestVisibility = () =>
  new ServiceError(
    'InvalidParameterValue',
    'Total VisibilityTimeout for the message is beyond the limit',
    400,
  );

export function queue(world: World, options: QueueOptions): Queue {
  const { time, random } = world;
  const messages = new Set<StoredMessage>();
  const expired: string[] = [];
  const byReceipt = new Map<string, StoredMessage>();
  const listeners = new Set<(time: number) => void>();
  let sent = 0;
  let receipts = 0;

  const announce = (visibleAt: number) => {
    for (const listener of listeners) listener(visibleAt);
  };
  const store = (messageId: string, body: string, sentAt: number, visibleAt: number) => {
    messages.add({
      messageId,
      body,
      sentAt,
      visibleAt,
      receivedAt: 0,
      firstReceivedAt: 0,
      receiveCount: 0,
      receiptHandle: '',
    });
    announce(visibleAt);
  };
  const remove = (message: StoredMessage) => {
    messages.delete(message);
    byReceipt.delete(message.receiptHandle);
  };
  const held = () => (random.chance(world.faults().delay) ? random.integer(1_000, LONGEST_DELAY) : 0);

  function expire(): void {
    for (const message of messages) {
      if (time.now() - message.sentAt < options.retention) continue;
      remove(message);
      expired.push(message.body);
      world.trace.add(time.now(), options.name, () => `retention over: ${message.messageId}`);
    }
  }

  const isSpent = ({ receiveCount }: StoredMessage) =>
    options.redrive !== undefined && receiveCount >= options.redrive.maxReceiveCount;

  function bury(message: StoredMessage): void {
    remove(message);
    world.trace.add(time.now(), options.name, () => `${message.messageId} to the dead-letter queue`);
    options.redrive?.deadLetterQueue.bury(message);
  }

  function hand(message: StoredMessage): ReceivedMessage {
    byReceipt.delete(message.receiptHandle);
    message.receiveCount += 1;
    message.receivedAt = time.now();
    if (message.receiveCount === 1) message.firstReceivedAt = time.now();
    message.receiptHandle = `${message.messageId}/${++receipts}`;
    byReceipt.set(message.receiptHandle, message);
    show(message, time.now() + options.visibilityTimeout);
    return { ...message };
  }

  function show(message: StoredMessage, visibleAt: number): void {
    message.visibleAt = visibleAt;
    announce(visibleAt);
  }

  return {
    name: options.name,
    send(body) {
      const messageId = `${options.name}-${++sent}`;
      store(messageId, body, time.now(), time.now() + held());
      if (random.chance(world.faults().duplicate)) store(messageId, body, time.now(), time.now() + held());
    },
    receive(most) {
      expire();
      const visible = [...messages].filter((message) => message.visibleAt <= time.now());
      const taken: ReceivedMessage[] = [];
      while (taken.length < most && visible.length > 0) {
        const [message] = visible.splice(random.integer(0, visible.length - 1), 1) as [StoredMessage];
        if (isSpent(message)) bury(message);
        else taken.push(hand(message));
      }
      return taken;
    },
    delete(receiptHandle) {
      const message = byReceipt.get(receiptHandle);
      if (message !== undefined) remove(message);
    },
    changeVisibility(receiptHandle, timeout) {
      const message = byReceipt.get(receiptHandle);
      if (message === undefined) return;
      if (time.now() + timeout > message.receivedAt + LONGEST_VISIBILITY) throw beyondLongestVisibility();
      show(message, time.now() + timeout);
    },
    bury: ({ messageId, body, sentAt }) => store(messageId, body, sentAt, time.now()),
    moveAllTo(destination) {
      expire();
      const moved = [...messages];
      for (const message of moved) remove(message);
      for (const message of moved) destination.send(message.body);
      return moved.length;
    },
    nextVisibleAt() {
      let next: number | undefined;
      for (const { visibleAt } of messages) next = Math.min(next ?? visibleAt, visibleAt);
      return next;
    },
    onVisible: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    bodies: () => [...messages].map((message) => message.body),
    expired: () => expired,
  };
}
