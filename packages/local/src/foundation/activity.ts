/** What is going on, so that a manual clock can wait until nothing is. */
export interface Activity {
  /** Counts the work until it settles, and passes it on. */
  track<Value>(work: Promise<Value>): Promise<Value>;
  /** Resolves once nothing that was tracked goes on, and nothing was started by its end. */
  idle(): Promise<void>;
}

/** How many turns of the event loop must pass without work: what one piece of work starts is seen by then. */
const IDLE_TURNS = 3;

export function createActivity(): Activity {
  const working = new Set<Promise<unknown>>();
  return {
    track(work) {
      const settled: Promise<unknown> = work.then(
        () => working.delete(settled),
        () => working.delete(settled),
      );
      working.add(settled);
      return work;
    },
    async idle() {
      for (let turns = 0; turns < IDLE_TURNS; turns += 1) {
        if (working.size > 0) turns = 0;
        while (working.size > 0) await Promise.all(working);
        await new Promise((resolve) => setImmediate(resolve));
      }
    },
  };
}
