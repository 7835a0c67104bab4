import {
  DeleteFunctionConcurrencyCommand,
  GetFunctionConcurrencyCommand,
  GetFunctionConfigurationCommand,
  InvokeCommand,
  LambdaClient,
  PutFunctionConcurrencyCommand,
} from '@aws-sdk/client-lambda';
import { expect, test } from 'vitest';
import { functionResources } from './app.ts';
import { queue, runtime } from './runtime.ts';

const FunctionName = 'Echo';

test('reserved concurrency is put, shown and deleted', async () => {
  const local = await runtime(functionResources('Echo'));
  const lambda = new LambdaClient({ ...local.clientConfig, maxAttempts: 1 });
  const shown = async () =>
    (await lambda.send(new GetFunctionConcurrencyCommand({ FunctionName }))).ReservedConcurrentExecutions;
  const invoke = () => lambda.send(new InvokeCommand({ FunctionName, Payload: '{}' }));
  expect(await shown()).toBeUndefined();
  await lambda.send(new PutFunctionConcurrencyCommand({ FunctionName, ReservedConcurrentExecutions: 0 }));
  expect(await shown()).toBe(0);
  await expect(invoke()).rejects.toMatchObject({ name: 'TooManyRequestsException' });
  await lambda.send(new DeleteFunctionConcurrencyCommand({ FunctionName }));
  expect(await shown()).toBeUndefined();
  expect((await invoke()).StatusCode).toBe(200);
});

test("a function's configuration is described", async () => {
  const local = await runtime(functionResources('Echo', { properties: { Timeout: 7 } }));
  const lambda = new LambdaClient(local.clientConfig);
  const describe = (name: string) => lambda.send(new GetFunctionConfigurationCommand({ FunctionName: name }));
  expect(await describe('Echo')).toMatchObject({ FunctionName: 'Echo', Timeout: 7, State: 'Active' });
  await expect(describe('missing')).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
});

test('an asynchronous payload over 1 MB is refused, and one of 1 MB is taken', async () => {
  const local = await runtime(functionResources('Echo'));
  const lambda = new LambdaClient({ ...local.clientConfig, maxAttempts: 1 });
  const invoke = (bytes: number) =>
    lambda.send(
      new InvokeCommand({ FunctionName, InvocationType: 'Event', Payload: `"${'x'.repeat(bytes - 2)}"` }),
    );
  expect((await invoke(1_048_576)).StatusCode).toBe(202);
  await expect(invoke(1_048_577)).rejects.toMatchObject({ name: 'RequestEntityTooLargeException' });
});

test('an asynchronous event that would get too old is not tried again, and its destination may be a function', async () => {
  const local = await runtime({
    ...functionResources('Echo', { actions: ['lambda:InvokeFunction'] }),
    ...functionResources('Sweeper'),
    Config: {
      Type: 'AWS::Lambda::EventInvokeConfig',
      Properties: {
        FunctionName: { Ref: 'Echo' },
        Qualifier: '$LATEST',
        MaximumEventAgeInSeconds: 90,
        DestinationConfig: { OnFailure: { Destination: { 'Fn::GetAtt': ['Sweeper', 'Arn'] } } },
      },
    },
  });
  const invoked: string[] = [];
  local.onLog((entry) => {
    if (entry.kind === 'invocation') invoked.push(entry.functionName);
  });
  const lambda = new LambdaClient(local.clientConfig);
  const Payload = JSON.stringify({ throws: 'Error' });
  await lambda.send(new InvokeCommand({ FunctionName, InvocationType: 'Event', Payload }));
  await local.advance(600_000);
  expect(invoked).toEqual(['Echo', 'Echo', 'Sweeper']);
});

test.each([
  ['Ruby', { Runtime: 'ruby3.4' }, 'the runtime ruby3.4 is not supported by the local runtime'],
  [
    'an image',
    { PackageType: 'Image', Runtime: undefined },
    'the runtime of an image is not supported by the local runtime',
  ],
  [
    'layers',
    { Layers: ['arn:aws:lambda:us-east-1:1:layer:x:1'] },
    'the layer arn:aws:lambda:us-east-1:1:layer:x:1 is not supported by the local runtime',
  ],
  ['a VPC', { VpcConfig: {} }, 'the property VpcConfig is not supported by the local runtime'],
  [
    'a durable function',
    { DurableConfig: {} },
    'the property DurableConfig is not supported by the local runtime',
  ],
])('a function with %s is refused at start', async (_, properties, message) => {
  await expect(runtime({ ...functionResources('Odd', { properties }), Jobs: queue('jobs') })).rejects.toThrow(
    `AWS::Lambda::Function Odd in Team: ${message}`,
  );
});
