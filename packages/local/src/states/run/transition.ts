import type { State } from '../asl/state.ts';
import type { Exit } from '../dataflow/query-language.ts';
import { stateFailed } from '../errors/failure.ts';
import type { Frame } from '../execution/execution.ts';
import { byteLength, type Json, type JsonObject, jsonText, jsonTextWithin } from '../json.ts';
import { limits } from '../limits.ts';
import { succeed } from './end.ts';
import { languageOf, type Run, recordFor, recordNext, stateOf, viewOf, WHOLE } from './run.ts';

/** The JSON of a payload; throws States.DataLimitExceeded over 262,144 bytes. */
export const payloadText = (payload: Json, whose: string): string => {
  const text = jsonTextWithin(payload, limits.payloadBytes);
  // A character takes 3 bytes at most: a short text needs no counting.
  if (
    text === undefined ||
    (text.length * 3 > limits.payloadBytes && byteLength(text) > limits.payloadBytes)
  ) {
    throw stateFailed(
      'States.DataLimitExceeded',
      `The state/task '${whose}' returned a result with a size exceeding the maximum number of bytes service limit.`,
    );
  }
  return text;
};

/** A sequence has come to its end: the execution succeeds, or the state around it goes on. */
const finish = (run: Run, frame: Frame, output: Json, text: string): void => {
  const parent = frame.parent === undefined ? undefined : run.execution.frames[frame.parent];
  if (parent?.phase.kind !== 'fan-out') {
    succeed(run, frame.lastEventId, text);
    return;
  }
  if (parent.phase.mapRun)
    recordNext(run, frame, 'ExecutionSucceeded', { output: text, outputDetails: WHOLE });
  delete run.execution.frames[frame.id];
  parent.phase.results[frame.index] = output;
  parent.phase.open -= 1;
  if (parent.phase.mapRun === undefined) parent.lastEventId = frame.lastEventId;
  const state = stateOf(run, parent);
  if (state.Type === 'Map' && parent.phase.mapRun === undefined) {
    const details = { name: parent.state, index: frame.index };
    const last = parent.phase.open === 0 && parent.phase.waiting.length === 0;
    const id = recordFor(run, parent, frame.lastEventId, 'MapIterationSucceeded', details);
    // The next iteration follows the last state of this one; the end of the Map state follows the iteration's own event.
    if (last) parent.lastEventId = id;
  }
  run.ready.add(parent.id);
};

const moveTo = (run: Run, frame: Frame, next: string, input: Json): void => {
  Object.assign(frame, { state: next, input, phase: { kind: 'entering' }, retries: [], retryCount: 0 });
  run.ready.add(frame.id);
};

const assignedMembers = (exit: Exit): JsonObject => {
  const names = Object.keys(exit.assigned);
  if (names.length === 0) return {};
  const texts = names.map((name): [string, string] => [name, jsonText(exit.assigned[name] ?? null)]);
  return { assignedVariables: Object.fromEntries(texts), assignedVariablesDetails: WHOLE };
};

/** Leaves a state with its output and variables, for `next` or for the end of its sequence. */
export const exitState = (
  run: Run,
  frame: Frame,
  state: State,
  exit: Exit,
  next: string | undefined,
): void => {
  const output = payloadText(exit.output, frame.state);
  recordNext(run, frame, `${state.Type}StateExited`, {
    name: frame.state,
    output,
    outputDetails: WHOLE,
    ...assignedMembers(exit),
  });
  if (Object.keys(exit.assigned).length > 0) frame.variables = { ...frame.variables, ...exit.assigned };
  if (next === undefined) finish(run, frame, exit.output, output);
  else moveTo(run, frame, next, exit.output);
};

/** Leaves a state that has a result, through its ResultSelector, ResultPath and so on. */
export const leaveState = async (run: Run, frame: Frame, state: State, result: Json): Promise<void> => {
  const exit = await languageOf(run, state).leave(state, viewOf(run, frame, state), result);
  exitState(run, frame, state, exit, state.Next);
};
