import type { Clock, Timer } from './clock.ts';
import type { Collection } from './data/key-value-store.ts';

/** Something on its way, which is attempted until it is done: plain data, so that a restart goes on with it. */
export interface Attempted {
  /** Milliseconds since the epoch. */
  readonly nextAttemptAt: number;
}

export interface AttemptPorts<Value> {
  readonly clock: Clock;
  readonly collection: Collection<Value>;
  /** No two have the same. */
  readonly keyOf: (value: Value) => string;
  readonly track: <Result>(work: Promise<Result>) => Promise<Result>;
  /** Gives what is to be attempted again, and undefined where it is done, well or badly. */
  readonly attempt: (value: Value) => Promise<Value | undefined>;
}

export interface KeptAttempts<Value> {
  /**
   * Keeps it, and attempts it when its time has come.
   * @throws what the store throws where it can't be kept
   */
  begin(value: Value): void;
  /** Goes on with what the store kept when the process ended. */
  resume(): void;
  /** Attempts no more: what is under way ends by itself, and what is left of it is the next process's. */
  stop(): void;
}

/** After an attempt that failed as none should, as on a disk that is full. */
const RETRY_MS = 1000;

/** No caller waits for an attempt: whatever fails of it, the process goes on. */
export function createKeptAttempts<Value extends Attempted>({
  clock,
  collection,
  keyOf,
  track,
  attempt,
}: AttemptPorts<Value>): KeptAttempts<Value> {
  const timers = new Map<string, Timer>();
  let isStopped = false;

  function schedule(value: Value): void {
    if (isStopped) return;
    const due = () => {
      timers.delete(keyOf(value));
      void track(attemptOnce(value));
    };
    if (value.nextAttemptAt <= clock.now()) due();
    else timers.set(keyOf(value), clock.setTimer(value.nextAttemptAt, due));
  }

  async function attemptOnce(value: Value): Promise<void> {
    const next = await attempt(value).catch(() => ({ ...value, nextAttemptAt: clock.now() + RETRY_MS }));
    update(keyOf(value), next);
    if (next !== undefined) schedule(next);
  }

  /** A store that fails now does not stop it; a restart would make the attempt once more. */
  function update(key: string, next: Value | undefined): void {
    try {
      if (next === undefined) collection.remove(key);
      else collection.put(key, next);
    } catch {
      // What the store has is from before the attempt.
    }
  }

  return {
    begin(value) {
      collection.put(keyOf(value), value);
      schedule(value);
    },
    resume() {
      for (const [, value] of [...collection.entries()]) schedule(value);
    },
    stop() {
      isStopped = true;
      for (const timer of timers.values()) timer.cancel();
    },
  };
}
