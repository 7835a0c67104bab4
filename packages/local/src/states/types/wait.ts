import type { WaitState } from '../asl/state.ts';
import { parseTimestamp } from '../choice/timestamp.ts';
import { runtimeError } from '../errors/failure.ts';
import type { Frame } from '../execution/execution.ts';
import { languageOf, type Run, viewOf } from '../run/run.ts';
import { leaveState } from '../run/transition.ts';

/** AWS's longest wait, in seconds. */
const LONGEST_WAIT = 99_999_999;

const endOfWait = async (run: Run, frame: Frame, state: WaitState): Promise<number> => {
  const language = languageOf(run, state);
  const view = viewOf(run, frame, state);
  const seconds = await language.field(state, 'Seconds', view);
  if (typeof seconds === 'number' && Number.isInteger(seconds) && seconds >= 0 && seconds <= LONGEST_WAIT) {
    return run.context.now() + seconds * 1000;
  }
  if (seconds !== undefined) {
    throw runtimeError(
      `The Seconds of a Wait state must be an integer from 0 to ${LONGEST_WAIT}, got ${JSON.stringify(seconds)}`,
    );
  }
  const timestamp = await language.field(state, 'Timestamp', view);
  const at = parseTimestamp(timestamp);
  if (at === undefined)
    throw runtimeError(
      `The Timestamp of a Wait state must be an ISO 8601 timestamp, got ${JSON.stringify(timestamp)}`,
    );
  return at;
};

export const enterWait = async (run: Run, frame: Frame, state: WaitState): Promise<void> => {
  const until = await endOfWait(run, frame, state);
  frame.phase = { kind: 'waiting', until };
  if (until <= run.context.now()) run.ready.add(frame.id);
};

/** The wait is over. */
export const leaveWait = async (run: Run, frame: Frame, state: WaitState): Promise<void> =>
  leaveState(run, frame, state, await languageOf(run, state).arguments(state, viewOf(run, frame, state)));
