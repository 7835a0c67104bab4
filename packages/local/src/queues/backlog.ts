import type { Clock } from '../foundation/clock.ts';
import type { Collection } from '../foundation/data/key-value-store.ts';
import { createSortedList } from '../foundation/sorted-list.ts';
import { each, inSlices, type Steps } from '../foundation/steps.ts';
import type { Message } from './message.ts';
import { byOrder, createMessageGroups, type Entry, noMessageGroups } from './message-groups.ts';

/** The messages of one queue. */
export interface Backlog {
  get(id: string): Message | undefined;
  /** Adds the message, or keeps what changed about it. */
  keep(message: Message): void;
  drop(message: Message): void;
  /** In the order of their sending, of a FIFO queue within groups. Messages may be kept and dropped meanwhile. */
  visible(): Generator<Message>;
  /** When the next message becomes visible, in the past for one that is. */
  nextVisibleAt(): number | undefined;
  isEmpty(): boolean;
  counts(): { visible: number; delayed: number; inFlight: number };
  /** Drops what is there when it is called, in slices of the event loop's turns. */
  purge(): Promise<void>;
}

export interface BacklogOptions {
  readonly retentionMs: () => number;
  /** Whether a message waits for those before it in its group. */
  readonly isFifo: boolean;
}

const byVisibility = (left: Entry, right: Entry) =>
  left.message.visibleAt - right.message.visibleAt || byOrder(left, right);

/**
 * The collection comes first: what it refuses, because the disk is full, has not happened.
 * What is due, or over its retention, is found by the next call, so that nothing needs to run.
 */
export function createBacklog(
  clock: Clock,
  collection: Collection<Message>,
  { retentionMs, isFifo }: BacklogOptions,
): Backlog {
  const entries = new Map<string, Entry>();
  const shown = createSortedList(byOrder);
  const hidden = createSortedList(byVisibility);
  const groups = isFifo ? createMessageGroups() : noMessageGroups;
  let sent = 0;
  /** No message is older. */
  let oldest = Number.POSITIVE_INFINITY;

  function put(message: Message, order: number, isHidden: boolean): void {
    const entry = { order, message, isHidden };
    entries.set(message.id, entry);
    (isHidden ? hidden : shown).add(entry);
    groups.add(entry);
  }

  function take(entry: Entry): void {
    (entry.isHidden ? hidden : shown).remove(entry);
    groups.remove(entry);
  }

  function insert(message: Message): void {
    const former = entries.get(message.id);
    if (former !== undefined) take(former);
    oldest = Math.min(oldest, message.sentAt);
    put(message, former?.order ?? sent++, message.visibleAt > clock.now());
  }

  function drop({ id }: Message): void {
    collection.remove(id);
    const entry = entries.get(id);
    if (entry !== undefined) take(entry);
    entries.delete(id);
  }

  function expire(): void {
    const limit = clock.now() - retentionMs();
    if (oldest > limit) return;
    oldest = Number.POSITIVE_INFINITY;
    const expired: string[] = [];
    for (const entry of entries.values()) {
      const { id, sentAt } = entry.message;
      if (sentAt > limit) {
        oldest = Math.min(oldest, sentAt);
        continue;
      }
      take(entry);
      entries.delete(id);
      expired.push(id);
    }
    // What the disk does not let go of expires again at the next start.
    inSlices(each(expired, collection.remove)).catch(() => {});
  }

  function update(): void {
    expire();
    const now = clock.now();
    for (let next = hidden.first(); next !== undefined; next = hidden.first()) {
      if (next.message.visibleAt > now) return;
      take(next);
      put(next.message, next.order, false);
    }
  }

  function* visible(): Generator<Message> {
    update();
    yield* groups.visible(shown);
  }

  function* purge(ids: readonly string[]): Steps<void> {
    for (const id of ids) {
      // Received meanwhile, it goes all the same.
      const entry = entries.get(id);
      if (entry !== undefined) drop(entry.message);
      yield;
    }
  }

  for (const [, message] of collection.entries()) insert(message);
  return {
    get: (id) => entries.get(id)?.message,
    keep(message) {
      collection.put(message.id, message);
      insert(message);
    },
    drop,
    visible,
    nextVisibleAt: () => (visible().next().value ?? hidden.first()?.message)?.visibleAt,
    isEmpty: () => entries.size === 0,
    counts() {
      update();
      const inFlight = hidden.values().filter(({ message }) => message.receipt !== undefined);
      const taken = [...inFlight].length;
      return { visible: shown.size(), delayed: hidden.size() - taken, inFlight: taken };
    },
    purge: () => inSlices(purge([...entries.keys()])),
  };
}
