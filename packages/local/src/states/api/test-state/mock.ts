import { AwsError } from '../../../foundation/aws-error.ts';
import type { State } from '../../asl/state.ts';
import type { Failure } from '../../errors/failure.ts';
import { isObject, type Json, type JsonObject, numberOf, parseJson } from '../../json.ts';
import { optionalObject, type Request } from '../request.ts';
import { checkMockFields } from './mock-fields.ts';

/** What stands for the service's answer, or for the branches of a Parallel or Map state. */
export interface Mock {
  readonly result?: Json;
  readonly failure?: Failure;
}

const invalid = (message: string) => new AwsError('ValidationException', message);

const MOCKABLE: ReadonlySet<string> = new Set(['Task', 'Parallel', 'Map']);

const resultOf = (text: Json): Json => {
  try {
    return parseJson(String(text));
  } catch {
    throw invalid('Mocked result must be valid JSON');
  }
};

const checkShape = (state: State, result: Json): void => {
  if (state.Type === 'Map' && 'ResultWriter' in state) {
    if (!isObject(result)) throw invalid('Mocked result must be a JSON object.');
    return;
  }
  if (state.Type === 'Task') return;
  if (!Array.isArray(result)) throw invalid('Mocked result must be an array.');
  if (state.Type === 'Parallel' && result.length !== state.Branches.length)
    throw invalid('Mocked result must contain the same number of items as number of Parallel branches.');
};

const textOf = (value: Json | undefined): string | null => (typeof value === 'string' ? value : null);

const given = (mock: JsonObject, state: State): Mock => {
  const { errorOutput, result, fieldValidationMode = 'STRICT' } = mock;
  if (isObject(errorOutput) && result !== undefined)
    throw invalid('A test mock should have only one of the following fields: [result, errorOutput].');
  if (isObject(errorOutput))
    return { failure: { error: textOf(errorOutput.error), cause: textOf(errorOutput.cause) } };
  const value = resultOf(result ?? 'null');
  checkShape(state, value);
  if (state.Type === 'Task' && fieldValidationMode !== 'NONE') checkMockFields(state.Resource, value);
  return { result: value };
};

const checkFailureCount = (request: Request, state: State, mock: JsonObject | undefined): void => {
  const count = numberOf(optionalObject(request, 'stateConfiguration')?.mapIterationFailureCount);
  if (count === undefined) return;
  if (!mock)
    throw invalid('TestState does not support MapIterationFailureCount when a mock is not specified.');
  const result = mock.result === undefined ? undefined : resultOf(mock.result);
  if (state.Type === 'Map' && Array.isArray(result) && count > result.length)
    throw invalid('Map iteration failure count must be less than or equal to the number of Map iterations');
};

/** The mock of a request, checked against the state; undefined where there is none. */
export const mockOf = (request: Request, state: State): Mock | undefined => {
  const mock = optionalObject(request, 'mock');
  checkFailureCount(request, state, mock);
  if (!mock) {
    if (state.Type !== 'Map' && state.Type !== 'Parallel') return undefined;
    throw new AwsError(
      'InvalidDefinition',
      'TestState API does not support Map or Parallel states. Supported state types include: [Task, Wait, Pass, Succeed, Fail, Choice]',
    );
  }
  if (!MOCKABLE.has(state.Type))
    throw invalid(`State type '${state.Type}' is not supported when a mock is specified`);
  if (request.revealSecrets === true)
    throw invalid('TestState does not support RevealSecrets when a mock is specified.');
  return given(mock, state);
};
