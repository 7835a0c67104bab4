/**
 * Milliseconds since the start, by the clock of two that has come further: the machine's may be set back or stand still
 * (on a test's clock), the process's may stop while Lambda freezes the function between invocations. Never goes back.
 */
export function elapsedTime(machine: () => number, process: () => number): () => number {
  const [machineStart, processStart] = [machine(), process()];
  let elapsed = 0;
  return () => {
    elapsed = Math.max(elapsed, machine() - machineStart, process() - processStart);
    return elapsed;
  };
}
