import type { SucceedState } from '../asl/state.ts';
import type { Frame } from '../execution/execution.ts';
import { languageOf, type Run, viewOf } from '../run/run.ts';
import { leaveState } from '../run/transition.ts';

export const enterSucceed = async (run: Run, frame: Frame, state: SucceedState): Promise<void> =>
  leaveState(run, frame, state, await languageOf(run, state).arguments(state, viewOf(run, frame, state)));
