import type { ParallelState } from '../asl/state.ts';
import type { FanOutPhase, Frame } from '../execution/execution.ts';
import { arrayOfTexts } from '../json.ts';
import { languageOf, openFrame, type Run, recordFor, recordNext, viewOf } from '../run/run.ts';
import { leaveState } from '../run/transition.ts';

/** Starts every branch with the same input. */
export const enterParallel = async (run: Run, frame: Frame, state: ParallelState): Promise<void> => {
  const input = await languageOf(run, state).arguments(state, viewOf(run, frame, state));
  recordNext(run, frame, 'ParallelStateStarted');
  const sequences = run.program.inner.get(state) ?? [];
  frame.phase = {
    kind: 'fan-out',
    waiting: [],
    results: sequences.map(() => null),
    open: sequences.length,
    most: sequences.length,
    startedEventId: frame.lastEventId,
  };
  for (const [index, sequence] of sequences.entries()) {
    const { id: parent, variables, lastEventId, item, child } = frame;
    openFrame(run, {
      parent,
      index,
      sequence,
      input,
      variables,
      lastEventId,
      ...(item === undefined ? {} : { item }),
      ...(child === undefined ? {} : { child }),
    });
  }
};

/** A branch has ended; after the last one the state's result is what they gave, in their order. */
export const joinParallel = async (
  run: Run,
  frame: Frame,
  state: ParallelState,
  phase: FanOutPhase,
): Promise<void> => {
  if (phase.open > 0) return;
  recordFor(run, frame, frame.lastEventId, 'ParallelStateSucceeded');
  await leaveState(run, frame, state, arrayOfTexts(phase.results));
};
