/** What happened in a run, one line each, for a person who replays a seed. */
export interface Trace {
  /**
   * `who` did or met `what`: a function's instance, a queue, Step Functions. `what` is put together only when it is
   * kept.
   */
  add(time: number, who: string, what: () => string): void;
  lines(): readonly string[];
}

export const noTrace: Trace = { add: () => {}, lines: () => [] };

/** Characters of what happened: a row can be long. */
const LONGEST = 400;

/** What happened, cut for people. */
export function cut(what: string): string {
  return what.length > LONGEST ? `${what.slice(0, LONGEST)}…` : what;
}

/** Times are printed as seconds since the first line. */
export function recordingTrace(): Trace {
  const lines: string[] = [];
  let start: number | undefined;
  return {
    add(time, who, what) {
      start ??= time;
      lines.push(`${((time - start) / 1000).toFixed(3).padStart(12)}  ${who.padEnd(22)}  ${cut(what())}`);
    },
    lines: () => lines,
  };
}
