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

/** Times are printed as seconds since the first line. */
export function recordingTrace(): Trace {
  const lines: string[] = [];
  let start: number | undefined;
  return {
    add(time, who, what) {
      start ??= time;
      lines.push(`${((time - start) / 1000).toFixed(3).padStart(12)}  ${who.padEnd(22)}  ${what()}`);
    },
    lines: () => lines,
  };
}
