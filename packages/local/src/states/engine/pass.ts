import type { Execution, TaskOutcome, TaskPhase } from '../execution/execution.ts';
import { answerTask, integrationOfTask } from '../types/task.ts';
import { callTaskService } from './calls.ts';
import { nextDue, readyFrames, wakeDue } from './due.ts';
import { abortExecution } from './end.ts';
import { inTurn, type Live } from './live.ts';
import { type Run, stateOf } from './run.ts';
import { step } from './step.ts';
import type { Workings } from './workings.ts';

/** Something done to an execution before its steps go on. What it throws changes nothing. */
export type Stimulus = (run: Run) => void;

/** Steps before a pass is saved and others get their turn: an endless loop of states must not stop the runtime. */
const STEPS_PER_PASS = 200;
/** What could not be saved (a full disk) is tried again, where no caller is there to do it. */
const SAVE_AGAIN_MS = 1_000;

const goOn: Stimulus = () => {};

/** Sets the alarm for the next time at which the execution goes on by itself. */
export const arm = (workings: Workings, live: Live): void => {
  const at = live.execution.status === 'RUNNING' ? nextDue(live.execution) : Number.POSITIVE_INFINITY;
  if (at === live.alarmAt) return;
  live.alarm?.cancel();
  live.alarmAt = at;
  if (at === Number.POSITIVE_INFINITY || workings.stopped) return;
  live.alarm = workings.ports.clock.wakeAt(at, () => {
    live.alarmAt = Number.POSITIVE_INFINITY;
    push(workings, live, wakeDue);
  });
};

/** After a save that failed the execution is again what the store says. */
const rollBack = ({ ports, lives }: Workings, live: Live): void => {
  const stored = ports.store.execution(live.execution.arn);
  if (!stored) lives.delete(live.execution.arn);
  else Object.assign(live, { execution: stored, ready: readyFrames(stored) });
};

const commit = (workings: Workings, live: Live, run: Run, begun: boolean): void => {
  const { ports, lives } = workings;
  try {
    ports.store.save(run.execution, run.events);
  } catch (error) {
    rollBack(workings, live);
    throw error;
  }
  if (run.execution.status !== 'RUNNING') lives.delete(run.execution.arn);
  arm(workings, live);
  ports.saved(run.execution, run.events, begun);
  for (const call of run.calls) void makeCall(workings, live, call.frame, call.attempt);
};

const takeSteps = async (workings: Workings, run: Run): Promise<void> => {
  for (let steps = 0; run.ready.size > 0 && steps < STEPS_PER_PASS; steps += 1) {
    const [id = 0] = run.ready;
    run.ready.delete(id);
    const frame = run.execution.frames[id];
    if (frame?.phase.kind === 'entering' && workings.ports.mustEnd(run.execution)) abortExecution(run);
    else if (frame) await step(run, frame);
  }
};

/** Does something to an execution, takes the steps that follow, and saves. */
export const pass = async (
  workings: Workings,
  live: Live,
  stimulus: Stimulus,
  begun: boolean,
): Promise<void> => {
  const { execution, program, ready } = live;
  if (execution.status !== 'RUNNING' || workings.stopped) return;
  const run: Run = {
    execution,
    program,
    ready,
    events: [],
    calls: [],
    surroundings: workings.ports.surroundings,
  };
  stimulus(run);
  await takeSteps(workings, run);
  commit(workings, live, run, begun);
  if (live.ready.size > 0) setImmediate(() => push(workings, live, goOn));
};

/** For what time or a service brings: no caller waits for it. */
export const push = (workings: Workings, live: Live, stimulus: Stimulus): void => {
  if (workings.stopped) return;
  const { clock } = workings.ports;
  inTurn(live, () => pass(workings, live, stimulus, false)).catch(() => {
    clock.wakeAt(clock.now() + SAVE_AGAIN_MS, () => push(workings, live, stimulus));
  });
};

/** The attempt's phase, as long as the attempt is open. */
export const openAttempt = (execution: Execution, frame: number, attempt: number): TaskPhase | undefined => {
  const phase = execution.frames[frame]?.phase;
  return phase?.kind === 'task' && phase.attempt === attempt && !phase.outcome ? phase : undefined;
};

/** The answer to an attempt that is over is thrown away. */
const answered =
  (frameId: number, attempt: number, outcome: TaskOutcome): Stimulus =>
  (run) => {
    const phase = openAttempt(run.execution, frameId, attempt);
    const frame = run.execution.frames[frameId];
    const state = frame && stateOf(run, frame);
    if (phase && frame && state?.Type === 'Task') answerTask(run, frame, state, phase, outcome);
  };

const makeCall = async (workings: Workings, live: Live, frameId: number, attempt: number): Promise<void> => {
  const { execution, program } = live;
  const phase = openAttempt(execution, frameId, attempt);
  const frame = execution.frames[frameId];
  const state = frame && program.sequences[frame.sequence]?.states[frame.state];
  if (!phase || state?.Type !== 'Task') return;
  const outcome = await callTaskService(
    workings.ports,
    execution,
    integrationOfTask(state),
    phase.parameters,
  );
  push(workings, live, answered(frameId, attempt, outcome));
};

/** Takes a stored execution up where it was: what was being called is called again. */
export const resume = (workings: Workings, live: Live): void => {
  for (const { id, phase } of Object.values(live.execution.frames)) {
    if (phase.kind === 'task' && phase.step === 'called') void makeCall(workings, live, id, phase.attempt);
  }
  push(workings, live, goOn);
  arm(workings, live);
};
