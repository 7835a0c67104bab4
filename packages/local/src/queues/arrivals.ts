import type { Clock, Timer } from '../foundation/clock.ts';

/** Those who wait for a message. */
export interface Arrivals {
  /** Resolves once there may be a visible message, or `signal` is aborted. */
  wait(signal: AbortSignal): Promise<void>;
  /** To be called after anything that may make a message visible, now or later. */
  check(): void;
}

/** One timer for all waiting receivers, and none while there are none. `next`: when the next message becomes visible. */
export function createArrivals(clock: Clock, next: () => number | undefined): Arrivals {
  const waiting = new Set<() => void>();
  let timer: Timer | undefined;

  function check(): void {
    timer?.cancel();
    timer = undefined;
    const at = waiting.size === 0 ? undefined : next();
    if (at === undefined) return;
    if (at > clock.now()) timer = clock.setTimer(at, check);
    else for (const done of [...waiting]) done();
  }

  function wait(signal: AbortSignal): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const done = () => {
      waiting.delete(done);
      signal.removeEventListener('abort', done);
      if (waiting.size === 0) timer?.cancel();
      resolve();
    };
    waiting.add(done);
    signal.addEventListener('abort', done);
    if (signal.aborted) done();
    else check();
    return promise;
  }

  return { wait, check };
}
