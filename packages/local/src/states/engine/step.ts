import type { State } from '../asl/state.ts';
import type { Frame } from '../execution/execution.ts';
import { jsonText } from '../json.ts';
import { limits } from '../limits.ts';
import { failExecution } from '../run/end.ts';
import { failEvaluation, failState } from '../run/fail.ts';
import { type Run, recordNext, stateOf, WHOLE } from '../run/run.ts';
import { enterChoice } from '../types/choice.ts';
import { enterFail } from '../types/fail.ts';
import { enterMap, joinMap } from '../types/map.ts';
import { enterParallel, joinParallel } from '../types/parallel.ts';
import { enterPass } from '../types/pass.ts';
import { enterSucceed } from '../types/succeed.ts';
import { enterTask, stepTask } from '../types/task.ts';
import { enterWait, leaveWait } from '../types/wait.ts';

const begin = (run: Run, frame: Frame, state: State): Promise<void> => {
  switch (state.Type) {
    case 'Task':
      return enterTask(run, frame, state);
    case 'Pass':
      return enterPass(run, frame, state);
    case 'Wait':
      return enterWait(run, frame, state);
    case 'Choice':
      return enterChoice(run, frame, state);
    case 'Succeed':
      return enterSucceed(run, frame, state);
    case 'Fail':
      return enterFail(run, frame, state);
    case 'Parallel':
      return enterParallel(run, frame, state);
    case 'Map':
      return enterMap(run, frame, state);
  }
};

const enter = (run: Run, frame: Frame, state: State): Promise<void> => {
  frame.enteredAt = run.context.now();
  // The first state of an execution follows no event.
  if (frame.lastEventId === 1) frame.lastEventId = 0;
  frame.enteredAfterEventId = frame.lastEventId;
  const details = { name: frame.state, input: jsonText(frame.input), inputDetails: WHOLE };
  recordNext(run, frame, `${state.Type}StateEntered`, details);
  frame.enteredEventId = frame.lastEventId;
  frame.phase = { kind: 'entered' };
  return begin(run, frame, state);
};

const takeStep = async (run: Run, frame: Frame, state: State): Promise<void> => {
  const { phase } = frame;
  if (phase.kind === 'entering') return enter(run, frame, state);
  if (phase.kind === 'retrying' || phase.kind === 'entered') return begin(run, frame, state);
  if (phase.kind === 'failed') return failState(run, frame, phase.failure);
  if (phase.kind === 'waiting' && state.Type === 'Wait') return leaveWait(run, frame, state);
  if (phase.kind === 'task' && state.Type === 'Task') return stepTask(run, frame, state, phase);
  if (phase.kind !== 'fan-out') return;
  if (state.Type === 'Parallel') return joinParallel(run, frame, state, phase);
  if (state.Type === 'Map') return joinMap(run, frame, state, phase);
};

/** Takes the next step of one frame. Whatever goes wrong in it is a failure of its state. */
export const step = async (run: Run, frame: Frame): Promise<void> => {
  if (run.execution.lastEventId >= limits.historyEvents) {
    const cause = `The execution reached the maximum number of history events (${limits.historyEvents}).`;
    return failExecution(run, { error: 'States.Runtime', cause });
  }
  try {
    await takeStep(run, frame, stateOf(run, frame));
  } catch (error) {
    await failEvaluation(run, frame, error);
  }
};
