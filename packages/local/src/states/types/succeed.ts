import type { SucceedState } from '../asl/state.ts';
import { languageOf, type Run, viewOf } from '../engine/run.ts';
import { leaveState } from '../engine/transition.ts';
import type { Frame } from '../execution/execution.ts';

export const enterSucceed = async (run: Run, frame: Frame, state: SucceedState): Promise<void> =>
  leaveState(run, frame, state, await languageOf(run, state).arguments(state, viewOf(run, frame, state)));
