import type { Clock } from '../foundation/clock.ts';
import type { Collection } from '../foundation/data/key-value-store.ts';
import type { Message } from './message.ts';

/** The messages of one queue. */
export interface Backlog {
  get(id: string): Message | undefined;
  /** Adds the message, or keeps what changed about it. */
  keep(message: Message): void;
  drop(message: Message): void;
  visible(): Generator<Message>;
  /** When the next message becomes visible, in the past for one that is. */
  nextVisibleAt(): number | undefined;
  counts(): { visible: number; delayed: number; inFlight: number };
  purge(): void;
}

/** No group has this name. */
const NO_GROUP = '';

export interface BacklogOptions {
  readonly retentionMs: () => number;
  /** Whether a group waits while one of its messages is in flight. */
  readonly isFifo: boolean;
}

/**
 * The collection comes first: what it refuses, because the disk is full, has not happened.
 * What is over its retention is dropped by the next call, so that nothing needs to run.
 */
export function createBacklog(
  clock: Clock,
  collection: Collection<Message>,
  { retentionMs, isFifo }: BacklogOptions,
): Backlog {
  const messages = new Map<string, Message>(collection.entries());

  function drop(message: Message): void {
    collection.remove(message.id);
    messages.delete(message.id);
  }

  function all(): MapIterator<Message> {
    const oldest = clock.now() - retentionMs();
    for (const message of messages.values()) if (message.sentAt <= oldest) drop(message);
    return messages.values();
  }

  /** The groups of a FIFO queue that have a message in flight, or delayed. */
  function waitingGroups(): Set<string | undefined> {
    if (!isFifo) return new Set();
    const now = clock.now();
    const hidden = [...messages.values()].filter(({ visibleAt }) => visibleAt > now);
    return new Set(hidden.map(({ groupId }) => groupId));
  }

  return {
    get: (id) => messages.get(id),
    keep(message) {
      collection.put(message.id, message);
      messages.set(message.id, message);
    },
    drop,
    *visible() {
      const now = clock.now();
      const waiting = waitingGroups();
      for (const message of all())
        if (message.visibleAt <= now && !waiting.has(message.groupId ?? NO_GROUP)) yield message;
    },
    nextVisibleAt() {
      let next: number | undefined;
      const now = clock.now();
      const waiting = waitingGroups();
      for (const { visibleAt, groupId } of all()) {
        const isBlocked = visibleAt <= now && waiting.has(groupId ?? NO_GROUP);
        if (visibleAt <= now && !isBlocked) return visibleAt;
        if (!isBlocked && (next === undefined || visibleAt < next)) next = visibleAt;
      }
      return next;
    },
    counts() {
      const now = clock.now();
      const hidden = [...all()].filter((message) => message.visibleAt > now);
      const inFlight = hidden.filter((message) => message.receipt !== undefined).length;
      return { visible: messages.size - hidden.length, delayed: hidden.length - inFlight, inFlight };
    },
    purge() {
      for (const message of messages.values()) drop(message);
    },
  };
}
