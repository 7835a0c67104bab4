import type { Alarm } from '../../clock.ts';
import type { Program } from '../asl/program.ts';
import type { Execution } from '../execution/execution.ts';

/** An execution that is running in this process. */
export interface Live {
  execution: Execution;
  readonly program: Program;
  /** Frames with a step to take that the last pass did not come to. */
  ready: Set<number>;
  alarm?: Alarm;
  alarmAt: number;
  /** The end of the queue of what is done to the execution: one thing after the other. */
  tail: Promise<unknown>;
}

export const liveOf = (execution: Execution, program: Program, ready: Set<number>): Live => ({
  execution,
  program,
  ready,
  alarmAt: Number.POSITIVE_INFINITY,
  tail: Promise.resolve(),
});

/** Does `work` once everything before it is done. */
export const inTurn = <T>(live: Live, work: () => Promise<T>): Promise<T> => {
  const turn = live.tail.then(work);
  live.tail = turn.catch(() => {});
  return turn;
};
