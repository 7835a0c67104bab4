import { type Alarm, type Clock, systemClock } from './clock.ts';
import { createSharedTime } from './functions/sandbox/time.ts';

/** A clock that a test may drive. */
export interface DrivenClock extends Clock {
  /**
   * Moves time on by so many milliseconds, from one alarm to the next, and lets each one's consequences come to
   * rest before it goes on. Resolves when all is at rest.
   */
  advance(milliseconds: number): Promise<void>;
  /** The time as functions' threads see it. */
  readonly time: SharedArrayBuffer;
  /** Rings no more. */
  stop(): void;
}

export interface DrivenClockOptions {
  /** A stopped clock moves only when it is advanced; a flowing one goes on with the machine's, and can be advanced. */
  readonly stopped: boolean;
  /** Resolves once nothing goes on. */
  readonly quiet: () => Promise<void>;
}

interface Pending {
  readonly at: number;
  readonly wake: () => void;
  timer?: Alarm;
}

export function createDrivenClock({ stopped, quiet }: DrivenClockOptions): DrivenClock {
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

  function ring(alarm: Pending): void {
    alarm.timer?.cancel();
    if (pending.delete(alarm)) alarm.wake();
  }

  function arm(alarm: Pending): void {
    alarm.timer?.cancel();
    if (stopped && alarm.at > now()) return;
    alarm.timer = systemClock.wakeAt(Date.now() + Math.max(0, alarm.at - now()), () => ring(alarm));
  }

  function nextBefore(end: number): Pending | undefined {
    let next: Pending | undefined;
    for (const alarm of pending)
      if (alarm.at <= end && (next === undefined || alarm.at < next.at)) next = alarm;
    return next;
  }

  async function drive(milliseconds: number): Promise<void> {
    const end = now() + milliseconds;
    await quiet();
    for (let next = nextBefore(end); next !== undefined; next = nextBefore(end)) {
      moveTo(next.at);
      ring(next);
      await quiet();
    }
    moveTo(end);
    for (const alarm of pending) arm(alarm);
    await quiet();
  }

  moveTo(begun);
  return {
    now,
    time: shared.buffer,
    wakeAt(at, wake) {
      const alarm: Pending = { at, wake };
      pending.add(alarm);
      arm(alarm);
      return {
        cancel() {
          alarm.timer?.cancel();
          pending.delete(alarm);
        },
      };
    },
    advance(milliseconds) {
      last = last.then(() => drive(milliseconds));
      return last;
    },
    stop() {
      for (const alarm of pending) alarm.timer?.cancel();
      pending.clear();
    },
  };
}
