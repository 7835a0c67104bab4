import type { ChoiceState } from '../asl/state.ts';
import { stateFailed } from '../errors/failure.ts';
import type { Frame } from '../execution/execution.ts';
import { languageOf, type Run, viewOf } from '../run/run.ts';
import { exitState } from '../run/transition.ts';

/** Goes where the first rule that holds says, or to its Default. */
export const enterChoice = async (run: Run, frame: Frame, state: ChoiceState): Promise<void> => {
  const choice = await languageOf(run, state).choose(state, viewOf(run, frame, state));
  if (!choice)
    throw stateFailed(
      'States.NoChoiceMatched',
      `Failed to transition out of the state. The state does not point to a next state.`,
    );
  exitState(run, frame, state, choice, choice.next);
};
