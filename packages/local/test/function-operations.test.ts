import {
  DeleteFunctionConcurrencyCommand,
  GetFunctionConcurrencyCommand,
  GetFunctionConfigurationCommand,
  InvokeCommand,
  LambdaClient,
  ListFunctionsCommand,
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

/** Recorded from Lambda, but for what tells of an archive: its size, its digest and the version of the runtime. */
test("a function's configuration is described with what Lambda shows where a template is silent", async () => {
  const local = await runtime({
    ...functionResources('Echo', { properties: { Timeout: 7 } }),
    Version: { Type: 'AWS::Lambda::Version', Properties: { FunctionName: { Ref: 'Echo' } } },
  });
  const lambda = new LambdaClient(local.clientConfig);
  const described = async (Qualifier?: string) => {
    const command = new GetFunctionConfigurationCommand({ FunctionName, Qualifier });
    const { $metadata: _, ...configuration } = await lambda.send(command);
    return configuration;
  };
  const arn = 'arn:aws:lambda:us-east-1:000000000000:function:Echo';
  const configuration = await described();
  expect(configuration).toEqual({
    Architectures: ['x86_64'],
    Description: '',
    EphemeralStorage: { Size: 512 },
    FunctionArn: arn,
    FunctionName,
    Handler: 'index.handler',
    LastModified: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+0000$/),
    LastUpdateStatus: 'Successful',
    LoggingConfig: { LogFormat: 'Text', LogGroup: '/aws/lambda/Echo' },
    MemorySize: 128,
    PackageType: 'Zip',
    RevisionId: expect.stringMatching(/^[\da-f-]{36}$/),
    Role: expect.stringContaining('arn:aws:iam::'),
    Runtime: 'nodejs24.x',
    SnapStart: { ApplyOn: 'None', OptimizationStatus: 'Off' },
    State: 'Active',
    Timeout: 7,
    TracingConfig: { Mode: 'PassThrough' },
    Version: '$LATEST',
  });
  expect(await described('$LATEST')).toEqual({ ...configuration, FunctionArn: `${arn}:$LATEST` });
  expect(await described('1')).toEqual({ ...configuration, FunctionArn: `${arn}:1`, Version: '1' });
  const { Functions } = await lambda.send(new ListFunctionsCommand({}));
  const { State: _, LastUpdateStatus: __, ...listed } = configuration;
  expect(Functions).toEqual([listed]);
  const missing = new GetFunctionConfigurationCommand({ FunctionName: 'missing' });
  await expect(lambda.send(missing)).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
    message: 'Function not found: arn:aws:lambda:us-east-1:000000000000:function:missing',
    $metadata: { httpStatusCode: 404 },
  });
});

test('what a template says of a function is shown, though it has no effect', async () => {
  const shown = {
    Architectures: ['arm64' as const],
    DeadLetterConfig: { TargetArn: 'arn:aws:sqs:us-east-1:000000000000:dead' },
    Environment: { Variables: { STAGE: 'test' } },
    EphemeralStorage: { Size: 1024 },
  };
  const properties = { ...shown, TracingConfig: { Mode: 'Active' }, LoggingConfig: { LogFormat: 'JSON' } };
  const local = await runtime({
    ...functionResources('Echo', { properties, actions: ['sqs:SendMessage'] }),
    Dead: queue('dead'),
  });
  const lambda = new LambdaClient(local.clientConfig);
  expect(await lambda.send(new GetFunctionConfigurationCommand({ FunctionName }))).toMatchObject({
    ...shown,
    TracingConfig: { Mode: 'Active' },
    LoggingConfig: { LogFormat: 'JSON', LogGroup: '/aws/lambda/Echo' },
  });
});

test('without any concurrency an asynchronous event goes to its destination without a try, as recorded', async () => {
  const local = await runtime({
    ...functionResources('Echo', {
      actions: ['sqs:SendMessage'],
      properties: { ReservedConcurrentExecutions: 0 },
    }),
    Config: {
      Type: 'AWS::Lambda::EventInvokeConfig',
      Properties: {
        FunctionName: { Ref: 'Echo' },
        Qualifier: '$LATEST',
        DestinationConfig: { OnFailure: { Destination: { 'Fn::GetAtt': ['Failed', 'Arn'] } } },
      },
    },
    Failed: queue('failed'),
  });
  const lambda = new LambdaClient(local.clientConfig);
  await lambda.send(new InvokeCommand({ FunctionName, InvocationType: 'Event', Payload: '{}' }));
  const { body } = await local.receiveMessage('failed');
  expect(body).toEqual({
    version: '1.0',
    timestamp: expect.any(String),
    requestContext: {
      requestId: expect.any(String),
      functionArn: 'arn:aws:lambda:us-east-1:000000000000:function:Echo:$LATEST',
      condition: 'ZeroReservedConcurrency',
      approximateInvokeCount: 0,
    },
    requestPayload: {},
  });
});

test.each([
  [
    'an invocation of a kind that Lambda does not know',
    new InvokeCommand({ FunctionName, InvocationType: 'Other' as 'Event' }),
    "1 validation error detected: Value 'Other' at 'invocationType' failed to satisfy constraint: Member must satisfy enum value set: [Event, RequestResponse, DryRun]",
  ],
  [
    'a name that is none',
    new GetFunctionConfigurationCommand({
      FunctionName: 'arn:aws:lambda:us-east-1:123400000000@function:myfn',
    }),
    "1 validation error detected: Value 'arn:aws:lambda:us-east-1:123400000000@function:myfn' at 'functionName' failed to satisfy constraint: Member must satisfy regular expression pattern: (arn:(aws[a-zA-Z-]*)?:lambda:)?([a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\\d{1}:)?(\\d{12}:)?(function:)?([a-zA-Z0-9-_\\.]+)(:(\\$LATEST|[a-zA-Z0-9-_]+))?",
  ],
  [
    'a negative concurrency',
    new PutFunctionConcurrencyCommand({ FunctionName, ReservedConcurrentExecutions: -1 }),
    "1 validation error detected: Value '-1' at 'reservedConcurrentExecutions' failed to satisfy constraint: Member must have value greater than or equal to 0",
  ],
])('%s is refused in the words of Lambda', async (_, command, message) => {
  const local = await runtime(functionResources('Echo'));
  const lambda = new LambdaClient({ ...local.clientConfig, maxAttempts: 1 });
  await expect(lambda.send(command as InvokeCommand)).rejects.toMatchObject({
    name: 'ValidationException',
    message,
  });
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
