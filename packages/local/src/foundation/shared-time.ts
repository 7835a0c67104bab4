/**
 * The runtime's time as it is shared with threads: milliseconds, and whether they are the time itself (a stopped
 * clock) or what is to be added to the machine's (a flowing one).
 */
export interface SharedTime {
  readonly buffer: SharedArrayBuffer;
  set(milliseconds: number, stopped: boolean): void;
}

export function createSharedTime(): SharedTime {
  const buffer = new SharedArrayBuffer(2 * Float64Array.BYTES_PER_ELEMENT);
  const cells = new Float64Array(buffer);
  return {
    buffer,
    set(milliseconds, stopped) {
      cells[0] = milliseconds;
      cells[1] = stopped ? 1 : 0;
    },
  };
}

/** Makes `Date` of this thread tell the runtime's time, so that a function sees the time that a test has driven. */
export function followTime(buffer: SharedArrayBuffer): void {
  const cells = new Float64Array(buffer);
  const machine = Date;
  const now = () => (cells[1] === 1 ? (cells[0] ?? 0) : machine.now() + (cells[0] ?? 0));
  const driven = new Proxy(machine, {
    construct: (target, given, newTarget) =>
      Reflect.construct(target, given.length === 0 ? [now()] : given, newTarget),
    apply: () => new machine(now()).toString(),
    get: (target, key, receiver) => (key === 'now' ? now : Reflect.get(target, key, receiver)),
  });
  machine.prototype.constructor = driven;
  globalThis.Date = driven;
}
