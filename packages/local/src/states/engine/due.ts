import type { Execution, Frame, TaskOutcome } from '../execution/execution.ts';
import { timeOutExecution } from '../run/end.ts';
import type { Run } from '../run/run.ts';

const timedOut: TaskOutcome = {
  ok: false,
  timedOut: true,
  failure: { error: 'States.Timeout', cause: null },
};

/** AWS records a missed heartbeat under the same name. */
const heartbeatMissed: TaskOutcome = {
  ok: false,
  timedOut: true,
  failure: { error: 'States.Timeout', cause: null, missedHeartbeat: true },
};

/** When a frame must go on by itself; undefined if it only waits for others. */
const frameDue = ({ phase }: Frame): number | undefined => {
  if (phase.kind === 'waiting' || phase.kind === 'retrying') return phase.until;
  if (phase.kind !== 'task') return undefined;
  return Math.min(phase.deadline ?? Number.POSITIVE_INFINITY, phase.heartbeatBy ?? Number.POSITIVE_INFINITY);
};

/** When the execution must be woken next: Infinity if nothing in it waits for a time. */
export const nextDue = (execution: Execution): number => {
  let due = execution.deadline ?? Number.POSITIVE_INFINITY;
  for (const frame of Object.values(execution.frames)) due = Math.min(due, frameDue(frame) ?? due);
  return due;
};

/** Makes everything ready whose time has come. */
export const wakeDue = (run: Run): void => {
  const now = run.context.now();
  if ((run.execution.deadline ?? Number.POSITIVE_INFINITY) <= now) {
    timeOutExecution(run);
    return;
  }
  for (const frame of Object.values(run.execution.frames)) {
    if ((frameDue(frame) ?? Number.POSITIVE_INFINITY) > now) continue;
    if (frame.phase.kind === 'task') {
      frame.phase.outcome ??=
        (frame.phase.deadline ?? Number.POSITIVE_INFINITY) <= now ? timedOut : heartbeatMissed;
    }
    run.ready.add(frame.id);
  }
};

const hasStep = ({ phase }: Frame): boolean =>
  phase.kind === 'entering' ||
  phase.kind === 'failed' ||
  phase.kind === 'entered' ||
  // Joining does nothing while all the branches that may be open are.
  phase.kind === 'fan-out' ||
  (phase.kind === 'task' && (phase.outcome !== undefined || phase.step === 'scheduled'));

/** The frames of a stored execution that had a step to take when it was saved. */
export const readyFrames = (execution: Execution): Set<number> =>
  new Set(
    Object.values(execution.frames)
      .filter(hasStep)
      .map((frame) => frame.id),
  );
