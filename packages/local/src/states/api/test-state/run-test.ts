import { AwsError } from '../../../foundation/aws-error.ts';
import type { MapState, PassState, State, TaskState } from '../../asl/state.ts';
import type { QueryLanguage, View } from '../../dataflow/query-language.ts';
import { type Failure, StateFailed, stateFailed } from '../../errors/failure.ts';
import { firstMatch } from '../../errors/match.ts';
import { decideRetry } from '../../errors/retry.ts';
import { integrationOf } from '../../integrations/resource.ts';
import { type Json, type JsonObject, jsonText, numberOf, plainJson } from '../../json.ts';
import { type Inspection, inspectInput, inspectResult } from './inspection.ts';
import type { Mock } from './mock.ts';

/** All that one test of a state is made of. */
export interface StateTest {
  readonly state: State;
  readonly isJsonata: boolean;
  readonly language: QueryLanguage;
  readonly view: View;
  readonly mock: Mock | undefined;
  readonly configuration: JsonObject;
  /** Calls the service of a task that has no mock. */
  readonly call: (state: TaskState, parameters: Json) => Promise<Json>;
  readonly inspection: Inspection;
}

const numberField = async (
  { state, language, view }: StateTest,
  name: string,
): Promise<number | undefined> => {
  const value = await language.field(state, name, view);
  if (value === undefined) return undefined;
  const number = numberOf(value);
  if (number === undefined) throw language.wrongField(state, name, 'integer', value);
  return number;
};

const resultOfTask = async (test: StateTest, state: TaskState): Promise<Json> => {
  const { isJsonata, language, view, inspection, mock } = test;
  if (!isJsonata) await inspectInput(state, language, view, inspection);
  const parameters = await language.arguments(state, view);
  inspection.data[isJsonata ? 'afterArguments' : 'afterParameters'] = jsonText(parameters);
  if (mock?.failure) throw new StateFailed(mock.failure);
  const result = mock ? (mock.result ?? null) : await test.call(state, parameters);
  inspection.data.result = jsonText(result);
  return result;
};

const EXCEEDED = 'States.ExceedToleratedFailureThreshold';

/** Throws ValidationException where the data of an item reader is not a JSON array. */
const itemsIn = (text: string): Json[] => {
  try {
    const items = plainJson(text);
    if (Array.isArray(items)) return items;
  } catch {
    // Refused below.
  }
  throw new AwsError('ValidationException', 'mapItemReaderData must be a JSON array.');
};

const inspectItems = async (test: StateTest, state: MapState): Promise<Json[]> => {
  const { isJsonata, language, view, inspection, configuration } = test;
  const reader = configuration.mapItemReaderData;
  if (!isJsonata) await inspectInput(state, language, view, inspection);
  const items = typeof reader === 'string' ? itemsIn(reader) : await language.items(state, view);
  if (!isJsonata && typeof reader !== 'string') inspection.data.afterItemsPath = jsonText(items);
  return items;
};

const resultOfMap = async (test: StateTest, state: MapState): Promise<Json> => {
  const { inspection, mock, configuration } = test;
  const items = await inspectItems(test, state);
  inspection.data.maxConcurrency = (await numberField(test, 'MaxConcurrency')) ?? 0;
  const count = await numberField(test, 'ToleratedFailureCount');
  const percentage = await numberField(test, 'ToleratedFailurePercentage');
  if (count !== undefined) inspection.data.toleratedFailureCount = count;
  if (percentage !== undefined) inspection.data.toleratedFailurePercentage = percentage;
  if (mock?.failure) throw new StateFailed(mock.failure);
  const failures = numberOf(configuration.mapIterationFailureCount) ?? 0;
  const tolerated = Math.max(count ?? 0, Math.floor((items.length * (percentage ?? 0)) / 100));
  // A Map that tolerates nothing is not tested for it.
  if ((count ?? percentage) !== undefined && failures > tolerated)
    throw stateFailed(EXCEEDED, 'The specified tolerated failure threshold was exceeded');
  return mock?.result ?? null;
};

const resultOfPass = async (test: StateTest, state: PassState): Promise<Json> => {
  const { isJsonata, language, view, inspection } = test;
  if (state.Result !== undefined) {
    inspection.data.result = jsonText(state.Result);
    return state.Result;
  }
  if (!isJsonata) await inspectInput(state, language, view, inspection);
  const result = await language.arguments(state, view);
  if (!isJsonata) inspection.data.afterParameters = jsonText(result);
  return result;
};

const failureOf = async ({ state, language, view }: StateTest): Promise<StateFailed> => {
  const text = async (name: string): Promise<string | null> => {
    const value = await language.field(state, name, view);
    if (value === undefined || typeof value === 'string') return value ?? null;
    throw language.wrongField(state, name, 'string', value);
  };
  return new StateFailed({ error: await text('Error'), cause: await text('Cause') });
};

/** What the state works on or gives before its way out. */
const resultOf = async (test: StateTest): Promise<Json> => {
  const { state, isJsonata, language, view, inspection, mock } = test;
  if (state.Type === 'Task') return resultOfTask(test, state);
  if (state.Type === 'Map') return resultOfMap(test, state);
  if (state.Type === 'Pass') return resultOfPass(test, state);
  if (state.Type === 'Parallel') {
    if (mock?.failure) throw new StateFailed(mock.failure);
    return mock?.result ?? null;
  }
  if (!isJsonata) await inspectInput(state, language, view, inspection);
  if (state.Type === 'Fail') throw await failureOf(test);
  return language.arguments(state, view);
};

const succeeded = async (test: StateTest): Promise<JsonObject> => {
  const { state, isJsonata, language, view, inspection } = test;
  const result = await resultOf(test);
  if (state.Type === 'Choice') {
    const choice = await language.choose(state, view);
    if (!choice)
      throw stateFailed(
        'States.NoChoiceMatched',
        'Failed to transition out of the state. The state does not point to a next state.',
      );
    return { status: 'SUCCEEDED', output: jsonText(choice.output), nextState: choice.next };
  }
  const hasResult = !['Succeed', 'Wait'].includes(state.Type);
  if (!isJsonata && hasResult) await inspectResult(state, language, view, result, inspection);
  const exit = await language.leave(state, view, result);
  return {
    status: 'SUCCEEDED',
    output: jsonText(exit.output),
    ...(state.Next === undefined ? {} : { nextState: state.Next }),
  };
};

const errorMembers = ({ error, cause }: Failure): JsonObject => ({
  ...(error === null ? {} : { error }),
  ...(cause === null ? {} : { cause }),
});

/** A failure is one that would be retried, or caught, or that fails the execution. */
const failed = async (test: StateTest, failure: Failure): Promise<JsonObject> => {
  const { state, language, view, inspection, configuration } = test;
  const retryIndex = firstMatch(state.Retry ?? [], failure);
  const attempts: number[] = [];
  if (retryIndex >= 0) attempts[retryIndex] = numberOf(configuration.retrierRetryCount) ?? 0;
  const retry = decideRetry(state.Retry ?? [], attempts, failure, () => 1);
  if (retry) {
    const retryBackoffIntervalSeconds = Math.round(retry.delayMs / 1000);
    inspection.data.errorDetails = { retryIndex, retryBackoffIntervalSeconds };
    return { status: 'RETRIABLE', ...errorMembers(failure) };
  }
  const catchIndex = firstMatch(state.Catch ?? [], failure);
  const catcher = state.Catch?.[catchIndex];
  if (catcher) {
    inspection.data.errorDetails = { catchIndex };
    const exit = await language.catch(catcher, view, { Error: failure.error, Cause: failure.cause });
    return {
      status: 'CAUGHT_ERROR',
      ...errorMembers(failure),
      output: jsonText(exit.output),
      nextState: catcher.Next,
    };
  }
  if (retryIndex >= 0) inspection.data.errorDetails = { retryIndex };
  return { status: 'FAILED', ...errorMembers(failure) };
};

/** Runs the state once, and says how it ended. */
export const runTest = async (test: StateTest): Promise<JsonObject> => {
  try {
    return await succeeded(test);
  } catch (error) {
    if (!(error instanceof StateFailed)) throw error;
    return failed(test, error.failure);
  }
};

/** Whether the task behind a state can be called at all. */
export const isCallable = (state: State): boolean =>
  state.Type !== 'Task' || integrationOf(state.Resource) !== undefined;
