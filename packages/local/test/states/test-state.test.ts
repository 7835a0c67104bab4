import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/states/json.ts';
import { ROLE, setUp } from './harness.ts';

const tested = (definition: JsonObject, more: JsonObject = {}, world = setUp()): Promise<JsonObject> =>
  world.call('TestState', { definition: JSON.stringify(definition), ...more });

const task: JsonObject = {
  Type: 'Task',
  Resource: 'arn:aws:states:::lambda:invoke',
  Parameters: { FunctionName: 'f', 'Payload.$': '$.a' },
  ResultSelector: { 'code.$': '$.StatusCode' },
  ResultPath: '$.result',
  Next: 'After',
  Retry: [{ ErrorEquals: ['Busy'], IntervalSeconds: 3, MaxAttempts: 2 }],
  Catch: [{ ErrorEquals: ['States.ALL'], ResultPath: '$.error', Next: 'Caught' }],
};

const failing = (error: string, more: JsonObject = {}) =>
  tested(task, { input: '{"a":1}', mock: { errorOutput: { error, cause: 'C' } }, ...more });

describe('TestState', () => {
  it('shows what a mocked task makes of its data, step by step', async () => {
    const answer = await tested(task, {
      ...{ input: '{"a":1}', inspectionLevel: 'TRACE', mock: { result: '{"StatusCode":200}' } },
    });
    expect(answer).toEqual({
      status: 'SUCCEEDED',
      nextState: 'After',
      output: '{"a":1,"result":{"code":200}}',
      inspectionData: {
        input: '{"a":1}',
        afterInputPath: '{"a":1}',
        afterParameters: '{"FunctionName":"f","Payload":1}',
        result: '{"StatusCode":200}',
        afterResultSelector: '{"code":200}',
        afterResultPath: '{"a":1,"result":{"code":200}}',
      },
    });
  });

  it('says that an error would be retried, and when; then that it is caught', async () => {
    const inspectionLevel = 'DEBUG';
    expect(
      await failing('Busy', { inspectionLevel, stateConfiguration: { retrierRetryCount: 1 } }),
    ).toMatchObject({
      status: 'RETRIABLE',
      error: 'Busy',
      inspectionData: { errorDetails: { retryIndex: 0, retryBackoffIntervalSeconds: 6 } },
    });
    expect(
      await failing('Busy', { inspectionLevel, stateConfiguration: { retrierRetryCount: 2 } }),
    ).toMatchObject({
      status: 'CAUGHT_ERROR',
      nextState: 'Caught',
      output: '{"a":1,"error":{"Error":"Busy","Cause":"C"}}',
      inspectionData: { errorDetails: { catchIndex: 0 } },
    });
  });

  it('calls the service of a task without a mock, under the role that is given', async () => {
    const world = setUp({ answer: () => ({ StatusCode: 202, Payload: '{}' }) });
    expect(await tested(task, { input: '{"a":1}', roleArn: ROLE }, world)).toMatchObject({
      output: '{"a":1,"result":{"code":202}}',
    });
    expect(world.calls).toMatchObject([{ service: 'lambda', caller: { roleArn: ROLE } }]);
  });

  it('tests one state of a machine, with variables and a context of the caller', async () => {
    const machine = {
      QueryLanguage: 'JSONata',
      StartAt: 'A',
      States: {
        A: { Type: 'Pass', Next: 'B' },
        B: { Type: 'Succeed', Output: '{% $v & $states.context.Execution.Name %}' },
      },
    };
    const more = { stateName: 'B', variables: '{"v":"x"}', context: '{"Execution":{"Name":"y"}}' };
    expect(await tested(machine, more)).toEqual({ status: 'SUCCEEDED', output: '"xy"' });
    await expect(tested(machine, { stateName: 'C' })).rejects.toMatchObject({
      message: 'State not found in definition',
    });
  });

  it.each<[string, JsonObject, string]>([
    [
      'a mock of both kinds',
      { mock: { result: '{}', errorOutput: { error: 'E' } } },
      'A test mock should have only one of the following fields: [result, errorOutput].',
    ],
    ['a mock that is not JSON', { mock: { result: 'x' } }, 'Mocked result must be valid JSON'],
    [
      'a mock with a member of the wrong type',
      { mock: { result: '{"StatusCode":"200"}' } },
      "Field 'StatusCode' must be a number",
    ],
    [
      'a context with a field that there is not',
      { mock: { result: '{}' }, context: '{"X":{}}' },
      "Field 'X' is not allowed",
    ],
    ['a task without mock and role', { input: '{"a":1}' }, 'A role is required'],
  ])('refuses %s', async (_, more, message) => {
    await expect(tested(task, more)).rejects.toMatchObject({
      code: 'ValidationException',
      message: expect.stringContaining(message),
    });
  });

  it('refuses a Map without a mock, and a mock of a Pass', async () => {
    const map = {
      Type: 'Map',
      ItemProcessor: { StartAt: 'P', States: { P: { Type: 'Pass', End: true } } },
      End: true,
    };
    await expect(tested(map)).rejects.toMatchObject({ code: 'InvalidDefinition' });
    await expect(tested({ Type: 'Pass', End: true }, { mock: { result: '1' } })).rejects.toMatchObject({
      message: "State type 'Pass' is not supported when a mock is specified",
    });
  });
});

it.each(['{', '{"a":1}', '1'])(
  'items of a reader that are not a list are refused: %s',
  async (mapItemReaderData) => {
    const map = {
      Type: 'Map',
      ItemProcessor: { StartAt: 'B', States: { B: { Type: 'Pass', End: true } } },
      End: true,
    };
    const request = tested(map, {
      ...{ input: '[]', mock: { result: '[]' }, stateConfiguration: { mapItemReaderData } },
    });
    await expect(request).rejects.toMatchObject({
      code: 'ValidationException',
      message: 'mapItemReaderData must be a JSON array.',
    });
  },
);
