import type { PassState } from '../asl/state.ts';
import type { Frame } from '../execution/execution.ts';
import { languageOf, type Run, viewOf } from '../run/run.ts';
import { leaveState } from '../run/transition.ts';

/** Hands its input on, or its Result, or what its Parameters make. */
export const enterPass = async (run: Run, frame: Frame, state: PassState): Promise<void> => {
  const result = state.Result ?? (await languageOf(run, state).arguments(state, viewOf(run, frame, state)));
  await leaveState(run, frame, state, result);
};
