/** The callbacks that are worked on here, so that a cancellation finds its handler. */
export interface ActiveCallbacks {
  /** `onCancelled` is called when the callback is cancelled; the returned function ends the watch. */
  watch(correlationId: string, onCancelled: () => void): () => void;
  /** Whether the callback was being worked on here. */
  cancel(correlationId: string): boolean;
}

export function createActiveCallbacks(): ActiveCallbacks {
  const watchers = new Map<string, Set<() => void>>();
  return {
    watch: (correlationId, onCancelled) => {
      const watching = watchers.get(correlationId) ?? new Set();
      watchers.set(correlationId, watching.add(onCancelled));
      return () => {
        watching.delete(onCancelled);
        if (watching.size === 0 && watchers.get(correlationId) === watching) watchers.delete(correlationId);
      };
    },
    cancel: (correlationId) => {
      const watching = watchers.get(correlationId);
      for (const onCancelled of watching ?? []) onCancelled();
      return watching !== undefined;
    },
  };
}
