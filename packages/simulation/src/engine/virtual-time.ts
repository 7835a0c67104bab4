import { setImmediate as macrotask } from 'node:timers/promises';

/** Cancels what was scheduled; harmless when it has happened. */
export type Cancel = () => void;

/** The clock of a run, and the only scheduler in it. Times are milliseconds since 1970. */
export interface VirtualTime {
  now(): number;
  /**
   * Does `action` at `time`, or next when that is past. Actions of one time happen in the order they were asked
   * for.
   */
  at(time: number, action: () => void): Cancel;
  after(milliseconds: number, action: () => void): Cancel;
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
  const schedule: Entry[] = [];
  let now = start;
  let order = 0;

  function at(time: number, action: () => void): Cancel {
    const entry: Entry = { time: Math.max(now, time), order: order++, action };
    push(schedule, entry);
    return () => {
      entry.action = undefined;
    };
  }

  async function run(limit: number): Promise<void> {
    let played = 0;
    await macrotask();
    for (let entry = pop(schedule); entry !== undefined; entry = pop(schedule)) {
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

/** A binary heap in an array: the first entry is the next one. */
function push(heap: Entry[], entry: Entry): void {
  let at = heap.length;
  heap.push(entry);
  while (at > 0) {
    const parent = (at - 1) >> 1;
    const above = heap[parent] as Entry;
    if (!isBefore(entry, above)) break;
    heap[at] = above;
    at = parent;
  }
  heap[at] = entry;
}

function pop(heap: Entry[]): Entry | undefined {
  const first = heap[0];
  const last = heap.pop();
  if (first === undefined || last === undefined || heap.length === 0) return first;
  let at = 0;
  for (let child = 1; child < heap.length; child = 2 * at + 1) {
    const right = child + 1;
    const least = right < heap.length && isBefore(heap[right] as Entry, heap[child] as Entry) ? right : child;
    if (!isBefore(heap[least] as Entry, last)) break;
    heap[at] = heap[least] as Entry;
    at = least;
  }
  heap[at] = last;
  return first;
}
