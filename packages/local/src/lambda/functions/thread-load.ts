import type { Performance } from 'node:perf_hooks';

/** The share of the time since it was last asked in which a thread computed, 0 to 1. */
export function threadLoad(performance: Pick<Performance, 'eventLoopUtilization'>): {
  load(): number;
} {
  let last = performance.eventLoopUtilization();
  return {
    load() {
      const now = performance.eventLoopUtilization();
      const { active, idle } = performance.eventLoopUtilization(now, last);
      last = now;
      // A thread that still loads its code has no event loop yet.
      return active + idle > 0 ? active / (active + idle) : 1;
    },
  };
}
