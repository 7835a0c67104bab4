import type { Timer } from '../../foundation/clock.ts';
import type { Program } from '../asl/program.ts';
import type { Execution } from '../execution/execution.ts';

/** An execution that is running in this process. */
export interface RunningExecution {
  execution: Execution;
  readonly program: Program;
  /** Frames with a step to take that the last input did not come to. */
  ready: Set<number>;
  timer?: Timer;
  timerAt: number;
  /** The end of the queue of what is done to the execution: one thing after the other. */
  tail: Promise<unknown>;
}

export const runningExecution = (
  execution: Execution,
  program: Program,
  ready: Set<number>,
): RunningExecution => ({
  execution,
  program,
  ready,
  timerAt: Number.POSITIVE_INFINITY,
  tail: Promise.resolve(),
});

/** Does `work` once everything before it is done. */
export const enqueue = <T>(running: RunningExecution, work: () => Promise<T>): Promise<T> => {
  const turn = running.tail.then(work);
  running.tail = turn.catch(() => {});
  return turn;
};
