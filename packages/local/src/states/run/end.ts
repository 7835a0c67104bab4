import type { Failure } from '../errors/failure.ts';
import type { Execution, ExecutionStatus, Frame } from '../execution/execution.ts';
import { stoppedFrame } from '../execution/stopped-frame.ts';
import { isIteration, type Run, record, recordFor, WHOLE } from './run.ts';

/** A frame is given up: what its task has started must not go on. AWS makes this effort too. */
export const letGo = (run: Run, { phase }: Frame): void => {
  if (phase.kind === 'task' && phase.waitsFor !== undefined && !phase.outcome) run.stops.push(phase.waitsFor);
};

const close = (run: Run, status: ExecutionStatus, members: Partial<Execution>): void => {
  for (const frame of Object.values(run.execution.frames)) {
    letGo(run, frame);
    if (isIteration(run.execution, frame)) recordFor(run, frame, 0, 'ExecutionAborted');
  }
  Object.assign(run.execution, { ...members, status, stoppedAt: run.context.now(), frames: {} });
  run.ready.clear();
  run.calls.length = 0;
};

/** The members `error` and `cause` as far as they are known. */
export const errorMembers = (
  error: string | null | undefined,
  cause: string | null | undefined,
): { error?: string; cause?: string } => ({
  ...(error === null || error === undefined ? {} : { error }),
  ...(cause === null || cause === undefined ? {} : { cause }),
});

export const succeed = (run: Run, previous: number, output: string): void => {
  record(run, previous, 'ExecutionSucceeded', { output, outputDetails: WHOLE });
  close(run, 'SUCCEEDED', { output });
};

/** The frames that a redrive goes on with: those that are open, and those that were closed on the way here. */
const stoppedIn = ({ execution }: Run, closed: readonly Frame[] = []): Pick<Execution, 'stopped'> =>
  execution.express ? {} : { stopped: [...Object.values(execution.frames), ...closed].map(stoppedFrame) };

/** The event follows the history's last one, whatever failed. `closed` are the frames inside it that were given up. */
export const failExecution = (run: Run, failure: Failure, closed?: readonly Frame[]): void => {
  const members = errorMembers(failure.error, failure.cause);
  record(run, run.execution.lastEventId, 'ExecutionFailed', members);
  close(run, 'FAILED', { ...members, ...stoppedIn(run, closed) });
};

/** StopExecution: the event follows none, as AWS records it; every open token is dead with its frame. */
export const abortExecution = (run: Run, error?: string, cause?: string): void => {
  const members = errorMembers(error, cause);
  record(run, 0, 'ExecutionAborted', members);
  close(run, 'ABORTED', { ...members, ...stoppedIn(run) });
};

/** The machine's TimeoutSeconds is over. */
export const timeOutExecution = (run: Run): void => {
  record(run, 0, 'ExecutionTimedOut', { error: 'States.Timeout' });
  close(run, 'TIMED_OUT', stoppedIn(run));
};
