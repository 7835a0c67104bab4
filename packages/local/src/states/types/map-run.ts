import type { MapState } from '../asl/state.ts';
import { runtimeError } from '../errors/failure.ts';
import { nameInArn } from '../execution/arn.ts';
import type { ChildExecution, FanOutPhase, Frame, MapRun } from '../execution/execution.ts';
import type { Json } from '../json.ts';
import { abortChildren, failState } from '../run/fail.ts';
import { asNumber } from '../run/number-field.ts';
import { languageOf, openFrame, type Run, recordNext, viewOf } from '../run/run.ts';

const toleratedNumber = async (
  run: Run,
  frame: Frame,
  state: MapState,
  name: 'ToleratedFailureCount' | 'ToleratedFailurePercentage',
): Promise<number> => {
  const language = languageOf(run, state);
  const value = await language.field(state, name, viewOf(run, frame, state));
  if (value === undefined) return 0;
  const isCount = name === 'ToleratedFailureCount';
  const number = asNumber(value);
  if (number === undefined || (isCount && !Number.isInteger(number)))
    throw language.wrongField(state, name, isCount ? 'integer' : 'float', value);
  if (isCount && number < 0) throw runtimeError('ToleratedFailureCount cannot be negative.');
  if (!isCount && (number < 0 || number > 100))
    throw runtimeError('ToleratedFailurePercentage must be between 0 and 100.');
  return number;
};

/** How many iterations of a distributed Map may fail: by number or by share, whichever is more. */
export const toleratedFailures = async (
  run: Run,
  frame: Frame,
  state: MapState,
  items: number,
): Promise<number> => {
  const count = await toleratedNumber(run, frame, state, 'ToleratedFailureCount');
  const percentage = await toleratedNumber(run, frame, state, 'ToleratedFailurePercentage');
  return Math.max(count, Math.floor((items * percentage) / 100));
};

/** Begins the run of a distributed Map: its iterations are executions of their own. */
export const startMapRun = (run: Run, frame: Frame, state: MapState, tolerated: number): MapRun => {
  const { ids } = run.context;
  const machine = run.execution.machineArn.replace(':stateMachine:', ':mapRun:');
  const arn = `${machine}/${state.Label ?? ids.uuid()}:${ids.uuid()}`;
  recordNext(run, frame, 'MapRunStarted', { mapRunArn: arn });
  return { arn, tolerated, failed: [], ...(run.execution.express ? {} : { stopped: [] }) };
};

/** Starts an iteration, with nothing of what the execution around it has assigned. */
export const startIteration = (
  run: Run,
  place: Pick<Frame, 'index' | 'sequence' | 'input' | 'parent' | 'item'>,
  child: ChildExecution,
): void => {
  const frame = openFrame(run, { ...place, child, variables: {}, lastEventId: 0 });
  recordNext(run, frame, 'ExecutionStarted', { roleArn: run.execution.roleArn });
};

export const startedChild = (run: Run, { arn }: MapRun, input: Json): ChildExecution => {
  const name = run.context.ids.uuid();
  const label = arn.replace(':mapRun:', ':execution:').replace(/:[^:]*$/, '');
  return { arn: `${label}:${name}`, name: nameInArn(name), startedAt: run.context.now(), input };
};

const EXCEEDED = {
  error: 'States.ExceedToleratedFailureThreshold',
  cause: 'The specified tolerated failure threshold was exceeded',
};

/** More iterations have failed than may: the others are stopped. */
export const failMapRun = (run: Run, frame: Frame): Promise<void> => {
  const closed = abortChildren(run, frame, undefined, frame.lastEventId);
  recordNext(run, frame, 'MapRunFailed', { ...EXCEEDED });
  return failState(run, frame, EXCEEDED, closed);
};

/** The results of a Map state; of a distributed one those of the iterations that succeeded. */
export const resultsOf = ({ results, mapRun }: FanOutPhase): Json[] =>
  mapRun === undefined || mapRun.failed.length === 0
    ? results
    : results.filter((_, index) => !mapRun.failed.includes(index));
