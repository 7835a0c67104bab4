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

/**
 * The collection comes first: what it refuses, because the disk is full, has not happened.
 * What is over its retention is dropped when somebody looks, so that nothing needs to run.
 */
export function createBacklog(
  clock: Clock,
  collection: Collection<Message>,
  retentionMs: () => number,
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

  return {
    get: (id) => messages.get(id),
    keep(message) {
      collection.put(message.id, message);
      messages.set(message.id, message);
    },
    drop,
    *visible() {
      for (const message of all()) if (message.visibleAt <= clock.now()) yield message;
    },
    nextVisibleAt() {
      let next: number | undefined;
      for (const { visibleAt } of all()) if (next === undefined || visibleAt < next) next = visibleAt;
      return next;
    },
    counts() {
      const hidden = [...all()].filter((message) => message.visibleAt > clock.now());
      const inFlight = hidden.filter((message) => message.receipt !== undefined).length;
      return { visible: messages.size - hidden.length, delayed: hidden.length - inFlight, inFlight };
    },
    purge() {
      for (const message of messages.values()) drop(message);
    },
  };
}
