/** Time, as the worker sees it: milliseconds since the epoch, and timers. */
export interface Clock {
  now(): number;
  /** Runs `run` once after `ms`; the returned function calls it off. */
  after(ms: number, run: () => void): () => void;
}

/** A longer delay overflows Node's timer, which then fires at once. */
const LONGEST_TIMER = 2_147_483_647;

export const systemClock: Clock = {
  now: () => Date.now(),
  after: (ms, run) => {
    let timer: NodeJS.Timeout;
    const arm = (left: number): void => {
      timer = setTimeout(
        () => (left > LONGEST_TIMER ? arm(left - LONGEST_TIMER) : run()),
        Math.min(left, LONGEST_TIMER),
      );
    };
    arm(Math.max(0, ms));
    return () => clearTimeout(timer);
  },
};

export function pause(clock: Clock, ms: number): Promise<void> {
  return new Promise((resolve) => clock.after(ms, resolve));
}
