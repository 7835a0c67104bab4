import type { WaitState } from '../asl/state.ts';
import { parseTimestamp } from '../choice/timestamp.ts';
import { runtimeError, StateFailed } from '../errors/failure.ts';
import type { Frame } from '../execution/execution.ts';
import type { Json } from '../json.ts';
import { integerField } from '../run/number-field.ts';
import { languageOf, type Run, viewOf } from '../run/run.ts';
import { leaveState } from '../run/transition.ts';

/** AWS counts a wait in seconds of 31 bits, 24,855 days: a longer one fails at once, as recorded. */
const LONGEST_WAIT_MS = (2 ** 31 - 1) * 1_000;

/** A JSONata Timestamp is found wrong only after it was evaluated; a JSONPath one like any other field. */
const wrongTimestamp = (run: Run, state: WaitState, value: Json): StateFailed => {
  const isJsonata = (state.QueryLanguage ?? run.program.queryLanguage) === 'JSONata';
  if (!isJsonata || typeof value !== 'string')
    return languageOf(run, state).wrongField(state, 'Timestamp', isJsonata ? 'string' : 'timestamp', value);
  return new StateFailed({
    error: 'States.QueryEvaluationError',
    cause: `The Timestamp field cannot be parsed as an ISO-8601 extended offset date-time format string: ${value}`,
    evaluation: { location: 'Timestamp', afterwards: true },
  });
};

const endOfWait = async (run: Run, frame: Frame, state: WaitState): Promise<number> => {
  const seconds = await integerField(run, frame, state, 'Seconds', 0);
  if (seconds !== undefined) return run.context.now() + seconds * 1000;
  const timestamp = await languageOf(run, state).field(state, 'Timestamp', viewOf(run, frame, state));
  const at = parseTimestamp(timestamp);
  if (at === undefined) throw wrongTimestamp(run, state, timestamp ?? null);
  if (at - run.context.now() > LONGEST_WAIT_MS)
    throw runtimeError(`The timestamp ${String(timestamp)} is more than 24,855 days away`);
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
