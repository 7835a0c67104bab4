import type { Message } from './message.ts';

/** The groups of a FIFO queue that have a message in flight, or delayed: what follows in them waits. */
export interface WaitingGroups {
  hide(message: Message): void;
  show(message: Message): void;
  /** Whether a message waits, by the groups of this moment: a batch may take several messages of one group. */
  waits(): (message: Message) => boolean;
}

export function createWaitingGroups(): WaitingGroups {
  const hidden = new Map<string | undefined, number>();

  function count({ groupId }: Message, more: number): void {
    const sum = (hidden.get(groupId) ?? 0) + more;
    if (sum === 0) hidden.delete(groupId);
    else hidden.set(groupId, sum);
  }

  return {
    hide: (message) => count(message, 1),
    show: (message) => count(message, -1),
    waits() {
      const groups = new Set(hidden.keys());
      return ({ groupId }) => groups.has(groupId);
    },
  };
}

/** Those of a standard queue, where nothing waits. */
export const noWaitingGroups: WaitingGroups = {
  hide() {},
  show() {},
  waits: () => () => false,
};
