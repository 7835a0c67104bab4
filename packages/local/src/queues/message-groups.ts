import { createSortedList, type SortedList } from '../foundation/sorted-list.ts';
import type { Message } from './message.ts';

/** A message in its place. */
export interface Entry {
  /** Of its sending. */
  readonly order: number;
  readonly message: Message;
  /** In flight, or delayed. */
  readonly isHidden: boolean;
}

export const byOrder = (left: Entry, right: Entry) => left.order - right.order;

/** What of a queue's messages may be received, and in which order. */
export interface MessageGroups {
  add(entry: Entry): void;
  remove(entry: Entry): void;
  /** Of those that are not hidden. Entries may be added and removed meanwhile. */
  visible(shown: SortedList<Entry>): Generator<Message>;
}

interface Group {
  readonly shown: SortedList<Entry>;
  readonly hidden: SortedList<Entry>;
}

/**
 * The groups of a FIFO queue. A message waits for those before it in its group that are in flight or delayed, and for no
 * others (recorded: the first of three whose second was extended comes again). One receive takes as many as it can of a group before
 * it goes on to the next: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/FIFO-queues-understanding-logic.html
 */
export function createMessageGroups(): MessageGroups {
  const groups = new Map<string | undefined, Group>();

  function groupOf({ groupId }: Message): Group {
    const known = groups.get(groupId);
    if (known !== undefined) return known;
    const group = { shown: createSortedList(byOrder), hidden: createSortedList(byOrder) };
    groups.set(groupId, group);
    return group;
  }

  function* visibleOf({ shown, hidden }: Group): Generator<Message> {
    // As it is before the first of them is taken, which hides it.
    const end = hidden.first()?.order ?? Number.POSITIVE_INFINITY;
    for (const { order, message } of shown.values()) {
      if (order > end) return;
      yield message;
    }
  }

  return {
    add(entry) {
      const { shown, hidden } = groupOf(entry.message);
      (entry.isHidden ? hidden : shown).add(entry);
    },
    remove(entry) {
      const { shown, hidden } = groupOf(entry.message);
      (entry.isHidden ? hidden : shown).remove(entry);
      if (shown.size() + hidden.size() === 0) groups.delete(entry.message.groupId);
    },
    *visible(shown) {
      const done = new Set<string | undefined>();
      for (const { message } of shown.values()) {
        if (done.has(message.groupId)) continue;
        done.add(message.groupId);
        yield* visibleOf(groupOf(message));
      }
    },
  };
}

/** A standard queue's messages wait for no others. */
export const noMessageGroups: MessageGroups = {
  add() {},
  remove() {},
  *visible(shown) {
    for (const { message } of shown.values()) yield message;
  },
};
