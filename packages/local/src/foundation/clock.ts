/** Time as the runtime sees it. Passed in everywhere, so that a test may drive it. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Calls `fire` once, at `at` (milliseconds since the epoch) or as soon after as possible. */
  setTimer(at: number, fire: () => void): Timer;
}

export interface Timer {
  cancel(): void;
}

/** setTimeout overflows past 2^31-1 ms and would fire at once; longer waits are taken in steps. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

export const systemClock: Clock = {
  now: () => Date.now(),
  setTimer(at, fire) {
    let timer: NodeJS.Timeout;
    const arm = () => {
      const left = at - Date.now();
      timer =
        left > LONGEST_TIMER_MS ? setTimeout(arm, LONGEST_TIMER_MS) : setTimeout(fire, Math.max(0, left));
    };
    arm();
    return { cancel: () => clearTimeout(timer) };
  },
};
