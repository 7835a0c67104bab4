import { randomUUID } from 'node:crypto';
import type { Clock } from '../foundation/clock.ts';
import type { Collection } from '../foundation/data/key-value-store.ts';
import { createArrivals } from './arrivals.ts';
import { createBacklog } from './backlog.ts';
import type { Deduplication } from './deduplication.ts';
import type { Message } from './message.ts';
import { type AttributeTexts, numberOf } from './queue-attributes.ts';
import { messageIdOf, mintReceipt } from './receipt.ts';
import { parseRedrivePolicy } from './redrive-policy.ts';

/** What a queue needs from the services. */
export interface QueueContext {
  readonly clock: Clock;
  readonly collection: Collection<Message>;
  /** Of a FIFO queue. */
  readonly deduplication?: Deduplication;
  /** Undefined where there is no such queue: then a message stays where it is, as on SQS. */
  readonly queueByArn: (arn: string) => Queue | undefined;
}

export interface Queue {
  readonly name: string;
  readonly arn: string;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  modifiedAt: number;
  /** When it was last purged. */
  purgedAt?: number;
  attributes: AttributeTexts;
  readonly tags: Map<string, string>;
  /** Undefined of a standard queue. */
  readonly deduplication?: Deduplication;
  add(message: Message): void;
  /** Takes up to `most` visible messages into flight; exhausted ones go to the dead-letter queue instead. */
  receive(most: number, visibilitySeconds?: number): Message[];
  /** Resolves once there may be a visible message, or `signal` is aborted. */
  arrival(signal: AbortSignal): Promise<void>;
  /** The message of its latest receipt handle; undefined for an outdated one. */
  received(receipt: string): Message | undefined;
  /** The message of a receipt handle, which of a standard queue may be an earlier one. */
  ofReceipt(receipt: string): Message | undefined;
  /** Whether a message of a FIFO queue may be with another consumer by now: a standard queue deletes it all the same. */
  isExpired(receipt: string): boolean;
  remove(message: Message): void;
  hide(message: Message, seconds: number): void;
  /** The visible messages, which stay. */
  visible(): Iterable<Message>;
  /** Resolves once what was there is gone. What is sent meanwhile may stay. */
  purge(): Promise<void>;
  isEmpty(): boolean;
  counts(): { visible: number; delayed: number; inFlight: number };
}

type Identity = Pick<Queue, 'name' | 'arn' | 'createdAt' | 'attributes'>;

export function isFifoName(name: string): boolean {
  return name.endsWith('.fifo');
}

/** A queue, standard or FIFO. Nothing runs while no receiver waits: what is due is found by the next call. */
export function createQueue(
  identity: Identity,
  { clock, collection, deduplication, queueByArn }: QueueContext,
): Queue {
  const isFifo = isFifoName(identity.name);
  const backlog = createBacklog(clock, collection, {
    retentionMs: () => numberOf(queue.attributes, 'MessageRetentionPeriod') * 1000,
    isFifo,
  });
  const arrivals = createArrivals(clock, backlog.nextVisibleAt);

  function deadLetter(message: Message): boolean {
    const policy = parseRedrivePolicy(queue.attributes.RedrivePolicy);
    const target = policy && queueByArn(policy.deadLetterTargetArn);
    if (policy === undefined || target === undefined || message.receiveCount < policy.maxReceiveCount)
      return false;
    const { receipt: _, ...rest } = message;
    // In this order, because a crash in between must not lose the message.
    target.add({ ...rest, visibleAt: clock.now(), deadLetteredFrom: queue.arn });
    backlog.drop(message);
    return true;
  }

  function takeIntoFlight(message: Message, visibilitySeconds: number): Message {
    const taken: Message = {
      ...message,
      receiveCount: message.receiveCount + 1,
      firstReceivedAt: message.firstReceivedAt ?? clock.now(),
      receipt: mintReceipt(message.id, randomUUID()),
      visibleAt: clock.now() + visibilitySeconds * 1000,
    };
    backlog.keep(taken);
    return taken;
  }

  const queue: Queue = {
    ...identity,
    modifiedAt: identity.createdAt,
    tags: new Map(),
    ...(deduplication && { deduplication }),
    add(message) {
      backlog.keep(message);
      arrivals.check();
    },
    receive(most, visibilitySeconds = numberOf(queue.attributes, 'VisibilityTimeout')) {
      const received: Message[] = [];
      for (const message of backlog.visible()) {
        if (received.length === most) break;
        if (!deadLetter(message)) received.push(takeIntoFlight(message, visibilitySeconds));
      }
      return received;
    },
    arrival: arrivals.wait,
    received(receipt) {
      const message = backlog.get(messageIdOf(receipt) ?? '');
      return message?.receipt === receipt ? message : undefined;
    },
    ofReceipt(receipt) {
      const message = backlog.get(messageIdOf(receipt) ?? '');
      const isLatest = message?.receipt === receipt;
      return isLatest || (!isFifo && message?.receipt !== undefined) ? message : undefined;
    },
    isExpired(receipt) {
      const message = backlog.get(messageIdOf(receipt) ?? '');
      if (!isFifo || message === undefined) return false;
      return message.receipt !== receipt || message.visibleAt <= clock.now();
    },
    remove(message) {
      backlog.drop(message);
      // What waited for it in its group may be received now.
      if (isFifo) arrivals.check();
    },
    hide(message, seconds) {
      backlog.keep({ ...message, visibleAt: clock.now() + seconds * 1000 });
      arrivals.check();
    },
    visible: backlog.visible,
    purge: backlog.purge,
    isEmpty: backlog.isEmpty,
    counts: backlog.counts,
  };
  return queue;
}
