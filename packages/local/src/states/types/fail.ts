import type { FailState } from '../asl/state.ts';
import type { Frame } from '../execution/execution.ts';
import { failState } from '../run/fail.ts';
import { languageOf, type Run, viewOf } from '../run/run.ts';

/** Ends its sequence with an error; a Catch or Retry of the state around it applies. */
export const enterFail = async (run: Run, frame: Frame, state: FailState): Promise<void> => {
  const view = viewOf(run, frame, state);
  const text = async (name: string): Promise<string | null> => {
    const value = await languageOf(run, state).field(state, name, view);
    if (value === undefined || typeof value === 'string') return value ?? null;
    throw languageOf(run, state).wrongField(state, name, 'string', value);
  };
  const failure = { error: await text('Error'), cause: await text('Cause') };
  await failState(run, frame, failure);
};
