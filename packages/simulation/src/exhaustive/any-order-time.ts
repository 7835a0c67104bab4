import { setImmediate as macrotask } from 'node:timers/promises';
import type { Cancel, VirtualTime } from '../engine/virtual-time.ts';

/** An action that was put off. Those that have a name can come in any order; the others only bring them about. */
export interface Waiting {
  readonly time: number;
  readonly name: string | undefined;
}

/** A clock that also shows what waits. */
export interface AnyOrderTime extends VirtualTime {
  waiting(): Iterable<Waiting>;
}

/** Milliseconds. What is due within it of each other can come in any order: one call may take longer than another. */
const AT_THE_SAME_TIME = 2_000;
/** Milliseconds. The clock goes by so much at a time, so that how many calls came before makes no difference to it. */
const TICK = 100;
/** 1 November 2026: any fixed start does. */
const START = Date.UTC(2026, 10, 1);

/** A clock whose order is chosen: `choose` is asked which of the actions with a name that are due is next. */
export function anyOrderTime(choose: (due: readonly Waiting[]) => number): AnyOrderTime {
  type Entry = Waiting & { readonly action: () => void };
  const waiting = new Set<Entry>();
  let now = START;

  function at(time: number, action: () => void, name?: string): Cancel {
    const entry: Entry = { time: Math.max(now, time), name, action };
    waiting.add(entry);
    return () => {
      waiting.delete(entry);
    };
  }

  function next(): Entry | undefined {
    let earliest = Number.POSITIVE_INFINITY;
    for (const { time } of waiting) earliest = Math.min(earliest, time);
    const due = [...waiting].filter(({ time }) => time <= earliest + AT_THE_SAME_TIME);
    const unnamed = due.filter(({ name }) => name === undefined);
    if (unnamed.length > 0) return unnamed.reduce((a, b) => (b.time < a.time ? b : a));
    return due.length === 0 ? undefined : due[choose(due)];
  }

  async function run(limit: number): Promise<void> {
    let played = 0;
    await macrotask();
    for (let entry = next(); entry !== undefined; entry = next()) {
      if (++played > limit) throw new Error(`no rest after ${limit} actions`);
      waiting.delete(entry);
      now = Math.max(now, entry.time - (entry.time % TICK));
      entry.action();
      await macrotask();
    }
  }

  return {
    now: () => now,
    at,
    after: (milliseconds, action, name) => at(now + milliseconds, action, name),
    sleep: (milliseconds) => new Promise((resolve) => void at(now + milliseconds, resolve)),
    run,
    waiting: () => waiting,
  };
}
