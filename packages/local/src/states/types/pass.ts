import type { PassState } from '../asl/state.ts';
import { languageOf, type Run, viewOf } from '../engine/run.ts';
import { leaveState } from '../engine/transition.ts';
import type { Frame } from '../execution/execution.ts';

/** Hands its input on, or its Result, or what its Parameters make. */
export const enterPass = async (run: Run, frame: Frame, state: PassState): Promise<void> => {
  const result = state.Result ?? (await languageOf(run, state).arguments(state, viewOf(run, frame, state)));
  await leaveState(run, frame, state, result);
};
