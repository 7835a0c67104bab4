import { AwsError } from '../../../foundation/aws-error.ts';
import type { Operations } from '../../../foundation/service.ts';
import { fieldOf, type TaskState } from '../../asl/state.ts';
import type { Variables } from '../../execution/execution.ts';
import { integrationOf } from '../../integrations/resource.ts';
import { callOf } from '../../integrations/service-calls.ts';
import { isObject, type Json, type JsonObject, jsonText, parseJson } from '../../json.ts';
import { jsonFault } from '../../json-fault.ts';
import { optionalObject, optionalString, payloadString, type Request } from '../request.ts';
import type { StatesContext } from '../states-context.ts';
import { mockOf } from './mock.ts';
import { isCallable, runTest, type StateTest } from './run-test.ts';
import { givenContext, madeUpContext } from './test-context.ts';
import { testedState } from './tested-state.ts';

const inputOf = (request: Request): Json => {
  const input = payloadString(request, 'input') ?? '{}';
  try {
    return parseJson(input);
  } catch {
    throw new AwsError(
      'InvalidExecutionInput',
      `Invalid State Machine Execution Input: '${jsonFault(input)}'`,
    );
  }
};

const variablesOf = (request: Request): Variables => {
  const text = optionalString(request, 'variables') ?? '{}';
  try {
    const variables = parseJson(text);
    if (isObject(variables)) return variables;
  } catch {
    // Not JSON: refused below.
  }
  throw new AwsError('ValidationException', 'Variables must be a JSON object');
};

/** Calls the service behind a task for the test, under the role of the request. */
const caller =
  (context: StatesContext, roleArn: string | undefined) => (state: TaskState, parameters: Json) => {
    const { account, region, clock, ids, callService } = context;
    const integration = integrationOf(state.Resource);
    if (integration?.pattern !== 'request')
      throw new AwsError(
        'ValidationException',
        `Testing the integration '${state.Resource}' without a mock is not supported by the local runtime`,
      );
    if (roleArn === undefined)
      throw new AwsError('ValidationException', 'A role is required to test a Task state without a mock');
    const name = ids.uuid();
    return callOf(integration)(parameters, {
      ...{ callService, ids, now: () => clock.now(), attemptId: name },
      caller: { account, region, roleArn },
      executionArn: `arn:aws:states:${region}:${account}:express:test:${name}`,
      machineArn: `arn:aws:states:${region}:${account}:stateMachine:test`,
    });
  };

const test = async (context: StatesContext, request: Request): Promise<JsonObject> => {
  const { state, language } = await testedState(context, request);
  const input = inputOf(request);
  const mock = mockOf(request, state);
  const shown =
    givenContext(request, state) ?? madeUpContext(context, state, input, optionalString(request, 'roleArn'));
  if (!mock && !isCallable(state))
    throw new AwsError(
      'InvalidDefinition',
      `Invalid State Machine Definition: 'SCHEMA_VALIDATION_FAILED: the integration '${fieldOf(state, 'Resource')}' is not supported by the local runtime at /Resource'`,
    );
  const variables = variablesOf(request);
  const data: JsonObject = {
    input: jsonText(input),
    ...(Object.keys(variables).length === 0 ? {} : { variables: jsonText({ ...variables }) }),
  };
  const stateTest: StateTest = {
    ...{ state, mock, isJsonata: language === 'JSONata', language: context.languages[language] },
    view: { input, variables, context: () => shown },
    configuration: optionalObject(request, 'stateConfiguration') ?? {},
    call: caller(context, optionalString(request, 'roleArn')),
    inspection: { data },
  };
  const answer = await runTest(stateTest);
  const level = optionalString(request, 'inspectionLevel') ?? 'INFO';
  return level === 'INFO' ? answer : { ...answer, inspectionData: data };
};

export const testStateOperations = (context: StatesContext) =>
  ({
    TestState: (request) => test(context, request),
  }) satisfies Operations;
