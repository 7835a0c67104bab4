import type { State } from '../asl/state.ts';
import { type Failure, StateFailed } from '../errors/failure.ts';
import { firstMatch } from '../errors/match.ts';
import { decideRetry } from '../errors/retry.ts';
import type { Frame, MapRun } from '../execution/execution.ts';
import { stoppedFrame } from '../execution/stopped-frame.ts';
import { errorMembers, failExecution, letGo } from './end.ts';
import {
  childrenOf,
  isIteration,
  languageOf,
  type Run,
  recordFor,
  recordNext,
  stateOf,
  viewOf,
} from './run.ts';
import { exitState } from './transition.ts';

/** Types of state whose abortion AWS records: the others take no time. */
const ABORTABLE: ReadonlySet<string> = new Set(['Task', 'Wait', 'Parallel', 'Map']);

/** Before it has, a branch has nothing to abort. */
const hasBegun = ({ phase }: Frame): boolean => phase.kind !== 'entering' && phase.kind !== 'entered';

/** Closes a frame and all inside it, and gives them. */
const closeFrame = (run: Run, frame: Frame): Frame[] => {
  const inside = childrenOf(run.execution, frame).flatMap((child) => closeFrame(run, child));
  letGo(run, frame);
  delete run.execution.frames[frame.id];
  return [frame, ...inside];
};

/** Stops what is open inside a frame; their tokens die with them. All events follow the one that ended it. Gives the frames. */
export const abortChildren = (
  run: Run,
  parent: Frame,
  failed: Frame | undefined,
  previous: number,
): Frame[] => {
  const closed: Frame[] = [];
  const isMap = stateOf(run, parent).Type === 'Map';
  for (const child of childrenOf(run.execution, parent)) {
    if (isIteration(run.execution, child)) {
      recordFor(run, child, 0, 'ExecutionAborted');
      closed.push(...closeFrame(run, child));
      continue;
    }
    if (isMap) {
      const type = child === failed ? 'MapIterationFailed' : 'MapIterationAborted';
      recordFor(run, parent, previous, type, { name: parent.state, index: child.index });
    }
    const { Type } = stateOf(run, child);
    if (ABORTABLE.has(Type) && hasBegun(child)) recordFor(run, child, previous, `${Type}StateAborted`);
    closed.push(child, ...abortChildren(run, child, undefined, previous));
    letGo(run, child);
    delete run.execution.frames[child.id];
  }
  return closed;
};

/** States whose own failure is recorded beside what failed in them. */
const FANNED_OUT: ReadonlySet<string> = new Set(['Parallel', 'Map']);

const retry = (run: Run, frame: Frame, state: State, failure: Failure): boolean => {
  const decision = decideRetry(state.Retry ?? [], frame.retries, failure, run.context.ids.random);
  if (!decision) return false;
  frame.retries[decision.retrier] = (frame.retries[decision.retrier] ?? 0) + 1;
  // JSON has no holes: a Retrier that was not used yet counts 0.
  frame.retries = Array.from(frame.retries, (used) => used ?? 0);
  frame.retryCount += 1;
  frame.phase = { kind: 'retrying', until: run.context.now() + decision.delayMs };
  return true;
};

/** AWS hands out an empty cause for a timeout, whose event has none; other failures without a cause give null. */
const caughtCause = ({ error, cause }: Failure): string | null =>
  error === 'States.Timeout' ? (cause ?? '') : cause;

const caught = async (run: Run, frame: Frame, state: State, failure: Failure): Promise<boolean> => {
  const catcher = state.Catch?.[firstMatch(state.Catch, failure)];
  if (!catcher) return false;
  const error = { Error: failure.error, Cause: caughtCause(failure) };
  const exit = await languageOf(run, state).catch(catcher, viewOf(run, frame, state), error);
  exitState(run, frame, state, exit, catcher.Next);
  return true;
};

/** Whatever ends a Parallel or Map state for good is recorded; a failure that is retried is not. */
const recordStateFailed = (run: Run, frame: Frame, state: State): void =>
  recordNext(run, frame, `${state.Type}StateFailed`);

const parentOf = (run: Run, frame: Frame): Frame | undefined =>
  frame.parent === undefined ? undefined : run.execution.frames[frame.parent];

const isMapRun = ({ phase }: Frame): boolean => phase.kind === 'fan-out' && phase.mapRun !== undefined;

/** Fails the execution; inside a distributed Map that is the iteration, and how many may fail is the Map's to say. */
const failWhole = (run: Run, frame: Frame, failure: Failure, closed: readonly Frame[]): void => {
  let inner = frame;
  for (let outer = parentOf(run, frame); outer; outer = parentOf(run, outer)) {
    if (outer.phase.kind === 'fan-out' && outer.phase.mapRun !== undefined) {
      const members = errorMembers(failure.error, failure.cause);
      recordFor(run, inner, inner.lastOwnEventId ?? 0, 'ExecutionFailed', members);
      outer.phase.open -= 1;
      failIteration(outer.phase.mapRun, inner.index, [...closeFrame(run, inner), ...closed]);
      run.ready.add(outer.id);
      return;
    }
    inner = outer;
  }
  failExecution(run, failure, closed);
};

const failIteration = ({ failed, stopped }: MapRun, index: number, frames: readonly Frame[]): void => {
  failed.push(index);
  stopped?.push(...frames.map(stoppedFrame));
};

/**
 * What a redrive of a Parallel or Map state goes on with. One whose result is too large is run again as a whole:
 * https://docs.aws.amazon.com/step-functions/latest/dg/redrive-executions.html#redrive-behavior-states
 */
const keptInside = (frame: Frame, failure: Failure, closed: readonly Frame[]): readonly Frame[] => {
  if (failure.error !== 'States.DataLimitExceeded' || closed.length === 0) return closed;
  frame.phase = { kind: 'failed', failure };
  return [];
};

/**
 * A state has failed: it is retried, or caught, or it fails what is around it, and in the end the execution.
 * `inside` is given for a Parallel or Map state that is failed by what is inside it, or by its items: the frames that
 * were closed with it.
 */
export const failState = async (
  run: Run,
  frame: Frame,
  failure: Failure,
  inside?: readonly Frame[],
): Promise<void> => {
  if (failure.error === 'States.Runtime') return failWhole(run, frame, failure, inside ?? []);
  const state = stateOf(run, frame);
  if (retry(run, frame, state, failure)) return;
  if (inside) recordStateFailed(run, frame, state);
  const kept = keptInside(frame, failure, inside ?? []);
  try {
    if (await caught(run, frame, state, failure)) return;
  } catch (error) {
    // The Catcher itself cannot be evaluated: there is no second one.
    return failWhole(run, frame, evaluationFailure(frame, error), kept);
  }
  const parent = parentOf(run, frame);
  if (!parent || isMapRun(parent)) return failWhole(run, frame, failure, kept);
  const closed = abortChildren(run, parent, frame, frame.lastEventId);
  parent.lastEventId = frame.lastEventId;
  return failState(run, parent, failure, [...closed, ...kept]);
};

/** Any error raised while a state was worked out, as a failure that says where it was. */
const evaluationFailure = (frame: Frame, error: unknown): Failure => {
  const failure =
    error instanceof StateFailed
      ? error.failure
      : { error: 'States.Runtime', cause: error instanceof Error ? error.message : String(error) };
  if (failure.error === 'States.DataLimitExceeded') return failure;
  const where = `An error occurred while executing the state '${frame.state}' (entered at the event id #${frame.enteredEventId}).`;
  return { ...failure, cause: `${where} ${failure.cause ?? ''}` };
};

/** The event before the state was entered is the one that AWS shows, as long as nothing else has happened in it. */
const beforeEvaluation = (frame: Frame, failure: Failure): number =>
  frame.lastEventId === frame.enteredEventId && !failure.evaluation?.afterwards
    ? frame.enteredAfterEventId
    : frame.lastEventId;

/** A field of a state could not be worked out. JSONata's errors have an event of their own. */
export const failEvaluation = async (run: Run, frame: Frame, error: unknown): Promise<void> => {
  const failure = evaluationFailure(frame, error);
  if (failure.evaluation === undefined) return failState(run, frame, failure);
  const { location } = failure.evaluation;
  frame.lastEventId = recordFor(run, frame, beforeEvaluation(frame, failure), 'EvaluationFailed', {
    state: frame.state,
    error: failure.error,
    cause: failure.cause,
    ...(location === undefined ? {} : { location }),
  });
  return failState(run, frame, failure, FANNED_OUT.has(stateOf(run, frame).Type) ? [] : undefined);
};
