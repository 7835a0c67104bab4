import { setImmediate as macrotask } from 'node:timers/promises';
import { createHeap } from './heap.ts';

/** Cancels what was scheduled; harmless when it has happened. */
export type Cancel = () => void;

/** The clock of a run, and the only scheduler in it. Times are milliseconds since 1970. */
export interface VirtualTime {
  now(): number;
  /**
   * Does `action` at `time`, or next when that is past. Actions of one time happen in the order they were asked
   * for. `name` is for a clock that tries every order: it leaves those without in their place.
   */
  at(time: number, action: () => void, name?: string): Cancel;
  after(milliseconds: number, action: () => void, name?: string): Cancel;
  sleep(milliseconds: number): Promise<void>;
  /**
   * Plays the schedule until nothing is left on it. Between two actions every promise that can go on does so: the
   * packages' async code runs on real microtasks, and a macrotask comes only when there are none left.
   * @throws when more than `limit` actions were played: what should come to rest does not.
   */
  run(limit: number): Promise<void>;
}

interface Entry {
  readonly time: number;
  readonly order: number;
  action: (() => void) | undefined;
}

/** 1 November 2026: any fixed start does. */
const START = Date.UTC(2026, 10, 1);

export function virtualTime(start = START): VirtualTime {
  const schedule = createHeap(isBefore);
  let now = start;
  let order = 0;

  function at(time: number, action: () => void): Cancel {
    const entry: Entry = { time: Math.max(now, time), order: order++, action };
    schedule.push(entry);
    return () => {
      entry.action = undefined;
    };
  }

  async function run(limit: number): Promise<void> {
    let played = 0;
    await macrotask();
    for (let entry = schedule.pop(); entry !== undefined; entry = schedule.pop()) {
      if (entry.action === undefined) continue;
      if (++played > limit) throw new Error(`no rest after ${limit} actions`);
      now = entry.time;
      entry.action();
      await macrotask();
    }
  }

  return {
    now: () => now,
    at,
    after: (milliseconds, action) => at(now + milliseconds, action),
    sleep: (milliseconds) => new Promise((resolve) => at(now + milliseconds, resolve)),
    run,
  };
}

function isBefore(a: Entry, b: Entry): boolean {
  return a.time === b.time ? a.order < b.order : a.time < b.time;
}
