import { ServiceError } from '../engine/service-error.ts';
import type { Simulator } from '../engine/simulator.ts';
import { type StoredMessage, storedMessages } from './stored-messages.ts';

/** A standard SQS queue: at least once, in any order. Durations are milliseconds. */
export interface QueueOptions {
  readonly name: string;
  readonly visibilityTimeout: number;
  readonly retention: number;
  /** The redrive policy: more than `maxReceiveCount` receives and a message goes to the dead-letter queue. */
  readonly redrive?: { readonly deadLetterQueue: Queue; readonly maxReceiveCount: number };
}

/** `receiveCount` is ApproximateReceiveCount, this receive included; `sentAt` is SentTimestamp. */
export type ReceivedMessage = Omit<StoredMessage, 'visibleAt' | 'receivedAt'>;

export interface Queue {
  readonly name: string;
  /** Seen after `delay` milliseconds, with its message attributes. */
  send(body: string, delay?: number, attributes?: Readonly<Record<string, number>>): void;
  /** Up to `most` visible messages, in no particular order, made invisible for the visibility timeout. */
  receive(most: number): ReceivedMessage[];
  delete(receiptHandle: string): void;
  /** Counts from now. A receipt that is no longer the message's latest changes nothing. */
  changeVisibility(receiptHandle: string, timeout: number): void;
  /** Takes over a message of another queue with its age: what a redrive policy does. */
  takeDeadLetter(message: Pick<StoredMessage, 'messageId' | 'body' | 'attributes' | 'sentAt'>): void;
  /** StartMessageMoveTask: sends every message to `destination` as a new one. */
  moveAllTo(destination: Queue): number;
  /** How many were received, and are neither deleted nor visible again. */
  inFlight(): number;
  /** When the next message can be received: now, later, or never (undefined). */
  nextVisibleAt(): number | undefined;
  /** Calls back with each time at which a message becomes visible, until the returned function is called. */
  onVisible(listener: (time: number) => void): () => void;
  /** Bodies of what is in the queue, seen or not. */
  bodies(): readonly string[];
  /** The same, with what the queue knows of each. */
  messages(): readonly StoredMessage[];
  /** Bodies of what has passed the retention, and is gone. */
  expired(): readonly string[];
}

/** The longest time that the duplicate or the held-back message of a faulty queue lets wait. */
const LONGEST_DELAY = 10 * 60_000;

/**
 * Received and not yet deleted, of a standard queue: with more, SQS hands out nothing.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html
 */
const MOST_IN_FLIGHT = 120_000;

/** SQS counts a message's invisibility from its receive, and refuses what would go over 12 hours. */
const LONGEST_VISIBILITY = 12 * 3_600_000;

export function queue(simulator: Simulator, options: QueueOptions): Queue {
  const { time, random } = simulator;
  const messages = storedMessages();
  const expired: string[] = [];
  let sent = 0;

  function add(
    messageId: string,
    body: string,
    delay: number,
    attributes: Readonly<Record<string, number>>,
  ): void {
    const heldBack = random.chance(simulator.faults().delay) ? random.integer(1_000, LONGEST_DELAY) : 0;
    const visibleAt = time.now() + delay + heldBack;
    messages.add({ messageId, body, attributes, sentAt: time.now(), visibleAt });
  }

  function expire(message: StoredMessage): void {
    messages.remove(message);
    expired.push(message.body);
    simulator.trace.add(time.now(), options.name, () => `retention over: ${message.messageId}`);
  }

  function isExpired({ sentAt }: StoredMessage): boolean {
    return time.now() - sentAt >= options.retention;
  }

  function isSpent({ receiveCount }: StoredMessage): boolean {
    return options.redrive !== undefined && receiveCount >= options.redrive.maxReceiveCount;
  }

  function sendToDeadLetterQueue(message: StoredMessage): void {
    messages.remove(message);
    simulator.trace.add(time.now(), options.name, () => `${message.messageId} to the dead-letter queue`);
    options.redrive?.deadLetterQueue.takeDeadLetter(message);
  }

  function receive(most: number): ReceivedMessage[] {
    const taken: ReceivedMessage[] = [];
    const draw = (count: number) => random.integer(0, count - 1);
    while (taken.length < most && messages.inFlight(time.now()) < MOST_IN_FLIGHT) {
      const message = messages.visible(time.now(), draw);
      if (message === undefined) break;
      if (isExpired(message)) expire(message);
      else if (isSpent(message)) sendToDeadLetterQueue(message);
      else taken.push(messages.hand(message, time.now(), time.now() + options.visibilityTimeout));
    }
    return taken;
  }

  function expireAll(): void {
    for (const message of messages) if (isExpired(message)) expire(message);
  }

  return {
    name: options.name,
    receive,
    send(body, delay = 0, attributes = {}) {
      const messageId = `${options.name}-${++sent}`;
      add(messageId, body, delay, attributes);
      if (random.chance(simulator.faults().duplicate)) add(messageId, body, delay, attributes);
    },
    delete(receiptHandle) {
      const message = messages.byReceipt(receiptHandle);
      if (message !== undefined) messages.remove(message);
    },
    changeVisibility(receiptHandle, timeout) {
      const message = messages.byReceipt(receiptHandle);
      if (message === undefined) return;
      const visibleAt = time.now() + timeout;
      if (visibleAt > message.receivedAt + LONGEST_VISIBILITY) throw beyondLongestVisibility();
      messages.show(message, visibleAt);
    },
    takeDeadLetter: ({ messageId, body, attributes, sentAt }) =>
      messages.add({ messageId, body, attributes, sentAt, visibleAt: time.now() }),
    moveAllTo(destination) {
      expireAll();
      const moved = [...messages];
      for (const message of moved) messages.remove(message);
      for (const { body, attributes } of moved) destination.send(body, 0, attributes);
      return moved.length;
    },
    nextVisibleAt: () => messages.nextVisibleAt(time.now()),
    inFlight: () => messages.inFlight(time.now()),
    onVisible: messages.onVisible,
    bodies: () => [...messages].map(({ body }) => body),
    messages: () => [...messages],
    expired() {
      expireAll();
      return expired;
    },
  };
}

function beyondLongestVisibility(): ServiceError {
  const message = 'Total VisibilityTimeout for the message is beyond the limit';
  return new ServiceError('InvalidParameterValue', message, 400);
}
