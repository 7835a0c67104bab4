import { isSliceOver, nextTurn } from '../../foundation/steps.ts';
import type { Execution, TaskOutcome, TaskPhase } from '../execution/execution.ts';
import { outcomeOf } from '../integrations/service-calls.ts';
import type { JsonObject } from '../json.ts';
import { abortExecution } from '../run/end.ts';
import { type Run, stateOf } from '../run/run.ts';
import { answerTask, integrationOfTask } from '../types/task.ts';
import { callTaskService, stopStarted } from './calls.ts';
import { whenEnded } from './children.ts';
import { nextDue, readyFrames, wakeDue } from './due.ts';
import type { EngineState } from './engine-state.ts';
import { enqueue, type RunningExecution } from './running-execution.ts';
import { step } from './step.ts';

/** Something done to an execution before its steps go on. What it throws changes nothing. */
export type Input = (run: Run) => void;

/** Steps before an execution is saved and others get their turn: an endless loop of states must not stop the runtime. */
const STEPS_PER_ADVANCE = 200;
/** Characters of inputs and outputs in the history after which it is saved: large ones take their time. */
const TEXT_PER_ADVANCE = 1_000_000;
/** What could not be saved (a full disk) is tried again, where no caller is there to do it. */
const SAVE_AGAIN_MS = 1_000;

const noInput: Input = () => {};

/** Sets the timer for the next time at which the execution goes on by itself. */
export const arm = (engine: EngineState, running: RunningExecution): void => {
  const at = running.execution.status === 'RUNNING' ? nextDue(running.execution) : Number.POSITIVE_INFINITY;
  if (at === running.timerAt) return;
  running.timer?.cancel();
  running.timerAt = at;
  if (at === Number.POSITIVE_INFINITY || engine.stopped) return;
  running.timer = engine.ports.clock.setTimer(at, () => {
    running.timerAt = Number.POSITIVE_INFINITY;
    post(engine, running, wakeDue);
  });
};

/** After a save that failed the execution is again what the store says. */
const rollBack = ({ ports, executions }: EngineState, running: RunningExecution): void => {
  const stored = ports.store.execution(running.execution.arn);
  if (stored?.status !== 'RUNNING') executions.delete(running.execution.arn);
  else Object.assign(running, { execution: stored, ready: readyFrames(stored) });
};

const commit = (engine: EngineState, running: RunningExecution, run: Run, begun: boolean): void => {
  const { ports, executions } = engine;
  try {
    if (!run.execution.express) ports.store.save(run.execution, run.events);
  } catch (error) {
    rollBack(engine, running);
    throw error;
  }
  if (run.execution.status !== 'RUNNING') {
    executions.delete(run.execution.arn);
    for (const tell of engine.waiting.get(run.execution.arn) ?? []) tell(run.execution);
    engine.waiting.delete(run.execution.arn);
  }
  arm(engine, running);
  ports.saved(run, begun);
  for (const call of run.calls) void makeCall(engine, running, call.frame, call.attempt);
  for (const { frame, attempt, arn } of run.watches) watch(engine, running, frame, attempt, arn);
  for (const arn of run.stops) void stopStarted(engine.ports, run.execution, arn);
};

const takeSteps = async (engine: EngineState, run: Run): Promise<void> => {
  for (let steps = 0; run.ready.size > 0 && steps < STEPS_PER_ADVANCE; steps += 1) {
    if (run.recorded > TEXT_PER_ADVANCE) return;
    if (isSliceOver()) await nextTurn();
    const [id = 0] = run.ready;
    run.ready.delete(id);
    const frame = run.execution.frames[id];
    if (frame?.phase.kind === 'entering' && engine.ports.mustEnd(run.execution)) abortExecution(run);
    else if (frame) await step(run, frame);
  }
};

/** Does something to an execution, takes the steps that follow, and saves. */
export const advance = async (
  engine: EngineState,
  running: RunningExecution,
  input: Input,
  begun: boolean,
): Promise<void> => {
  const { execution, program, ready } = running;
  if (execution.status !== 'RUNNING' || engine.stopped) return;
  const run: Run = {
    execution,
    program,
    ready,
    events: [],
    iterationEvents: [],
    recorded: 0,
    calls: [],
    watches: [],
    stops: [],
    context: engine.ports.context,
  };
  input(run);
  await takeSteps(engine, run);
  commit(engine, running, run, begun);
  if (running.ready.size > 0) setImmediate(() => post(engine, running, noInput));
};

/** Sends what the clock or a service brings: no caller waits for it. */
export const post = (engine: EngineState, running: RunningExecution, input: Input): void => {
  if (engine.stopped) return;
  const { clock, track } = engine.ports;
  track(enqueue(running, () => advance(engine, running, input, false))).catch(() => {
    clock.setTimer(clock.now() + SAVE_AGAIN_MS, () => post(engine, running, input));
  });
};

/** The attempt's phase, as long as the attempt is open. */
export const openAttempt = (execution: Execution, frame: number, attempt: number): TaskPhase | undefined => {
  const phase = execution.frames[frame]?.phase;
  return phase?.kind === 'task' && phase.attempt === attempt && !phase.outcome ? phase : undefined;
};

/** The answer to an attempt that is over is thrown away. */
const answered =
  (frameId: number, attempt: number, outcome: TaskOutcome): Input =>
  (run) => {
    const phase = openAttempt(run.execution, frameId, attempt);
    const frame = run.execution.frames[frameId];
    const state = frame && stateOf(run, frame);
    if (phase && frame && state?.Type === 'Task') answerTask(run, frame, state, phase, outcome);
  };

const makeCall = async (
  engine: EngineState,
  running: RunningExecution,
  frameId: number,
  attempt: number,
): Promise<void> => {
  const { execution, program } = running;
  const phase = openAttempt(execution, frameId, attempt);
  const frame = execution.frames[frameId];
  const state = frame && program.sequences[frame.sequence]?.states[frame.state];
  if (!phase || state?.Type !== 'Task') return;
  const integration = integrationOfTask(state);
  if (integration.activityArn !== undefined) {
    engine.ports.activities.offer(integration.activityArn, {
      executionArn: execution.arn,
      frame: frameId,
      attempt,
    });
    return;
  }
  const outcome = await callTaskService(engine.ports, execution, integration, phase, frameId);
  post(engine, running, answered(frameId, attempt, outcome));
};

/** The execution that a task has started is over: that is the task's outcome. */
const startedEnded =
  (frameId: number, attempt: number, described: JsonObject): Input =>
  (run) => {
    const phase = openAttempt(run.execution, frameId, attempt);
    const frame = run.execution.frames[frameId];
    const state = frame && stateOf(run, frame);
    if (!phase || state?.Type !== 'Task') return;
    const outcome = outcomeOf(integrationOfTask(state), described);
    if (outcome) phase.outcome = outcome;
    run.ready.add(frameId);
  };

const watch = (
  engine: EngineState,
  running: RunningExecution,
  frame: number,
  attempt: number,
  arn: string,
): void =>
  whenEnded(engine, arn, (described) => post(engine, running, startedEnded(frame, attempt, described)));

/** Takes a stored execution up where it was: what was being called is called again. */
export const resume = (engine: EngineState, running: RunningExecution): void => {
  for (const { id, phase } of Object.values(running.execution.frames)) {
    if (phase.kind !== 'task') continue;
    if (phase.step === 'called') void makeCall(engine, running, id, phase.attempt);
    if (phase.waitsFor !== undefined) watch(engine, running, id, phase.attempt, phase.waitsFor);
  }
  post(engine, running, noInput);
  arm(engine, running);
};
