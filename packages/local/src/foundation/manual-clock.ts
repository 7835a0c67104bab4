import { type Clock, systemClock, type Timer } from './clock.ts';
import { createSharedTime } from './shared-time.ts';

/** A clock that a test may drive. */
export interface ManualClock extends Clock {
  /**
   * Moves time on by so many milliseconds, from one timer to the next, and lets each one's consequences come to
   * rest before it goes on. Resolves when all is at rest.
   */
  advance(milliseconds: number): Promise<void>;
  /** Moves time on to the next timer, and lets its consequences come to rest; to nowhere where there is none. */
  advanceToNext(): Promise<void>;
  /** The time as functions' threads see it. */
  readonly time: SharedArrayBuffer;
  /** Fires no more. */
  stop(): void;
}

export interface ManualClockOptions {
  /** A stopped clock moves only when it is advanced; a flowing one goes on with the machine's, and can be advanced. */
  readonly stopped: boolean;
  /** Resolves once nothing goes on. */
  readonly idle: () => Promise<void>;
}

interface Pending {
  readonly at: number;
  readonly fire: () => void;
  machineTimer?: Timer;
}

export function createManualClock({ stopped, idle }: ManualClockOptions): ManualClock {
  const begun = Date.now();
  const machine = () => (stopped ? begun : Date.now());
  const shared = createSharedTime();
  const pending = new Set<Pending>();
  let offset = 0;
  let last: Promise<void> = Promise.resolve();
  const now = () => machine() + offset;

  /** Time never goes back: while a step came to rest, a flowing clock may have passed the next. */
  function moveTo(at: number): void {
    offset += Math.max(0, at - now());
    shared.set(stopped ? now() : offset, stopped);
  }

  function fireNow(timer: Pending): void {
    timer.machineTimer?.cancel();
    if (pending.delete(timer)) timer.fire();
  }

  function arm(timer: Pending): void {
    timer.machineTimer?.cancel();
    if (stopped && timer.at > now()) return;
    timer.machineTimer = systemClock.setTimer(Date.now() + Math.max(0, timer.at - now()), () =>
      fireNow(timer),
    );
  }

  function nextBefore(end: number): Pending | undefined {
    let next: Pending | undefined;
    for (const timer of pending)
      if (timer.at <= end && (next === undefined || timer.at < next.at)) next = timer;
    return next;
  }

  async function drive(milliseconds: number): Promise<void> {
    const end = now() + milliseconds;
    await idle();
    for (let next = nextBefore(end); next !== undefined; next = nextBefore(end)) {
      moveTo(next.at);
      fireNow(next);
      await idle();
    }
    moveTo(end);
    for (const timer of pending) arm(timer);
    await idle();
  }

  moveTo(begun);
  return {
    now,
    time: shared.buffer,
    setTimer(at, fire) {
      const timer: Pending = { at, fire };
      pending.add(timer);
      arm(timer);
      return {
        cancel() {
          timer.machineTimer?.cancel();
          pending.delete(timer);
        },
      };
    },
    advance(milliseconds) {
      last = last.then(() => drive(milliseconds));
      return last;
    },
    advanceToNext() {
      last = last.then(async () => {
        const next = nextBefore(Number.POSITIVE_INFINITY);
        if (next !== undefined) await drive(Math.max(0, next.at - now()));
      });
      return last;
    },
    stop() {
      for (const timer of pending) timer.machineTimer?.cancel();
      pending.clear();
    },
  };
}
