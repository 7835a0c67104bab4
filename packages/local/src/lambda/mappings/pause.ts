import type { Clock } from '../../foundation/clock.ts';

/** Resolves after so long, or when the signal is aborted. */
export function pause(clock: Clock, milliseconds: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const end = () => {
      timer.cancel();
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = clock.setTimer(clock.now() + milliseconds, end);
    signal.addEventListener('abort', end);
  });
}
