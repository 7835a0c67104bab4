import type { Instance } from '../engine/instance.ts';
import type { Simulator } from '../engine/simulator.ts';

/** Time as an instance sees it: when the instance is gone its timers are too. */
export interface InstanceClock {
  now(): number;
  after(milliseconds: number, run: () => void): () => void;
  sleep(milliseconds: number): Promise<void>;
}

export function instanceClock({ time }: Simulator, from: Instance): InstanceClock {
  const after = (milliseconds: number, run: () => void) =>
    time.after(milliseconds, () => {
      if (from.isAlive()) run();
    });
  return {
    now: time.now,
    after,
    sleep: (milliseconds) => new Promise((resolve) => after(milliseconds, resolve)),
  };
}
