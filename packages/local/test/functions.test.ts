import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  GetFunctionCommand,
  InvokeCommand,
  LambdaClient,
  ListEventSourceMappingsCommand,
  ListFunctionsCommand,
  PutFunctionConcurrencyCommand,
} from '@aws-sdk/client-lambda';
import { ListQueuesCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import type { LogEntry } from '../src/index.ts';
import { functionResources } from './app.ts';
import { type LocalOverHttp, queue, runtime } from './runtime.ts';

const echo = (properties: object = {}) => functionResources('Echo', { properties });

async function invoke(local: LocalOverHttp, event: unknown, FunctionName = 'Echo') {
  const lambda = new LambdaClient({ ...local.clientConfig, maxAttempts: 1 });
  const answer = await lambda.send(new InvokeCommand({ FunctionName, Payload: JSON.stringify(event) }));
  return {
    ...answer,
    payload: JSON.parse(answer.Payload?.transformToString() ?? 'null') as Record<string, unknown>,
  };
}

test('a function gets its event and a context', async () => {
  const local = await runtime(echo({ MemorySize: 256, Timeout: 10 }));
  const { payload, StatusCode, FunctionError } = await invoke(local, { number: 12 });
  expect({ StatusCode, FunctionError }).toEqual({ StatusCode: 200, FunctionError: undefined });
  expect(payload).toMatchObject({
    event: { number: 12 },
    context: {
      awsRequestId: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
      functionName: 'Echo',
      functionVersion: '$LATEST',
      invokedFunctionArn: 'arn:aws:lambda:us-east-1:000000000000:function:Echo',
      memoryLimitInMB: '256',
    },
  });
  const { remaining } = payload.context as { remaining: number };
  expect(remaining).toBeGreaterThan(9000);
  expect(remaining).toBeLessThanOrEqual(10_000);
});

test('a function has its own environment, and nothing of its parent', async () => {
  process.env.SECRET_OF_THE_DEVELOPER = 'yes';
  const local = await runtime(echo({ Environment: { Variables: { OWN: 'value', NUMBER: 7 } } }));
  const { payload } = await invoke(local, { environment: true });
  expect(payload).toMatchObject({
    OWN: 'value',
    NUMBER: '7',
    AWS_REGION: 'us-east-1',
    AWS_ENDPOINT_URL: local.endpoint,
    AWS_LAMBDA_FUNCTION_NAME: 'Echo',
    AWS_ACCESS_KEY_ID: expect.stringMatching(/^ASIA/) as string,
    _HANDLER: 'index.handler',
    _X_AMZN_TRACE_ID: expect.stringMatching(/^Root=1-/) as string,
  });
  expect(payload).not.toHaveProperty('SECRET_OF_THE_DEVELOPER');
  delete process.env.SECRET_OF_THE_DEVELOPER;
});

test("the process's cache of compiled code is shared with a function, which does not see it", async () => {
  const cache = mkdtempSync(join(tmpdir(), 'callback-relay-compiled-'));
  vi.stubEnv('NODE_COMPILE_CACHE', cache);
  onTestFinished(() => {
    vi.unstubAllEnvs();
    rmSync(cache, { recursive: true });
  });
  const local = await runtime(echo());
  const { payload } = await invoke(local, { environment: true });
  expect(payload).not.toHaveProperty('NODE_COMPILE_CACHE');
  await local.stop();
  expect(readdirSync(cache)).not.toEqual([]);
});

describe('a function that fails is reported in the words of Lambda', () => {
  test.each([
    ['throws', { throws: 'OrderError', message: 'no stock' }, 'OrderError', 'no stock'],
    [
      'never returns',
      { hangs: true },
      'Sandbox.Timedout',
      /^RequestId: [\w-]+ Error: Task timed out after 1\.00 seconds$/,
    ],
    [
      'leaves a rejection unhandled',
      { rejects: true },
      'Runtime.UnhandledPromiseRejection',
      'Error: thrown later',
    ],
    ['exits', { exits: 0 }, 'Runtime.ExitError', /Runtime exited without providing a reason$/],
    ['exits with a code', { exits: 3 }, 'Runtime.ExitError', /Runtime exited with error: exit status 3$/],
  ])('%s', async (_, event, errorType, errorMessage) => {
    const local = await runtime(echo({ Timeout: 1 }));
    const { payload, FunctionError } = await invoke(local, event);
    expect(FunctionError).toBe('Unhandled');
    expect(payload.errorType).toBe(errorType);
    expect(payload.errorMessage).toMatch(errorMessage);
    expect((await invoke(local, { again: 1 })).payload).toMatchObject({ event: { again: 1 } });
  });

  test('runs out of memory', async () => {
    const local = await runtime(echo({ MemorySize: 128, Timeout: 60 }));
    const { payload } = await invoke(local, { hoards: true });
    expect(payload).toMatchObject({ errorType: 'Runtime.OutOfMemory' });
    expect((await invoke(local, {})).FunctionError).toBeUndefined();
  }, 60_000);

  test.each([
    ['does not parse', 'broken', 'Runtime.UserCodeSyntaxError'],
    ['imports what is not there', 'missing', 'Runtime.ImportModuleError'],
    ['imports a part of the SDK that this machine has not got', 'missingsdk', 'Runtime.ImportModuleError'],
    ['throws at import', 'thrower', 'TypeError'],
    ['has no handler', 'nohandler', 'Runtime.HandlerNotFound'],
    ['has a handler with a callback', 'callback', 'Runtime.CallbackHandlerDeprecated'],
  ])('%s', async (_, bundle, errorType) => {
    const local = await runtime({ ...functionResources('Bad', { bundle }), ...echo() });
    const { payload, FunctionError } = await invoke(local, {}, 'Bad');
    expect({ FunctionError, errorType: payload.errorType }).toEqual({
      FunctionError: 'Unhandled',
      errorType,
    });
    expect((await invoke(local, {})).FunctionError).toBeUndefined();
  });
});

test.each([
  ['nested', "exports.a = { b: async () => 'nested' };", 'index.a.b', '"nested"'],
  [
    'that is named by no dot',
    'exports.handler = async () => 1;',
    'index',
    /Runtime\.MalformedHandlerName.*Bad handler/,
  ],
  [
    'outside of its bundle',
    'exports.handler = async () => 1;',
    '../index.handler',
    /Runtime\.MalformedHandlerName.*is not a valid handler name/,
  ],
])('a handler %s', async (_, ZipFile, Handler, answer) => {
  const local = await runtime(functionResources('Echo', { properties: { Code: { ZipFile }, Handler } }));
  expect(JSON.stringify((await invoke(local, {})).payload)).toMatch(answer);
});

test('a CommonJS bundle runs as well', async () => {
  const local = await runtime(functionResources('Echo', { bundle: 'commonjs' }));
  expect((await invoke(local, 1)).payload).toEqual({ form: 'commonjs', event: 1 });
});

test('every printed line is heard with its request ID, before the invocation ends', async () => {
  const local = await runtime(echo());
  const heard: LogEntry[] = [];
  local.onLog((entry) => heard.push(entry));
  const { payload } = await invoke(local, { prints: ['one', 'two\nthree'] });
  const { awsRequestId } = payload.context as { awsRequestId: string };
  const lines = heard.filter((entry) => entry.kind === 'line');
  expect(lines.map(({ text }) => text.split('\t').slice(1))).toEqual(
    ['one', 'two\nthree'].map((text) => [awsRequestId, 'INFO', text]),
  );
  expect(heard.findIndex(({ kind }) => kind === 'invocation')).toBeGreaterThan(
    heard.lastIndexOf(lines[1] as LogEntry),
  );
});

test('what one call of the console prints is one line, and a line without an end is heard with the invocation', async () => {
  const local = await runtime(echo());
  const heard: string[] = [];
  local.onLog((entry) => {
    if (entry.kind === 'line') heard.push(entry.text);
  });
  await invoke(local, { prints: ['one\n  at two', ''], writes: ['three\nfo', 'ur'] });
  expect(heard.map((text) => text.split('\t').at(-1))).toEqual(['one\n  at two', '', 'three', 'four']);
});

test('a line is heard before the calls that its function made after it', async () => {
  const local = await runtime(echo());
  const heard = new Map<unknown, string[]>();
  local.onLog((entry) => {
    if (entry.kind === 'line') note(entry.functionName, entry.kind);
    if (entry.kind === 'call' && entry.operation === 'ListQueues') note(entry.caller.sessionName, entry.kind);
  });
  const note = (name: unknown, kind: string) => heard.set(name, [...(heard.get(name) ?? []), kind]);
  await invoke(local, { asks: 200 });
  expect(heard.get('Echo')).toEqual(Array.from({ length: 200 }, () => ['line', 'call']).flat());
});

test('the first invocation is cold, the next one warm', async () => {
  const local = await runtime(echo());
  const cold: boolean[] = [];
  local.onLog((entry) => entry.kind === 'invocation' && cold.push(entry.cold));
  await invoke(local, 1);
  await invoke(local, 2);
  expect(cold).toEqual([true, false]);
});

test('where a function only waits, more of its instances run than cores would', async () => {
  const local = await runtime(echo({ Timeout: 60 }));
  const here = new Set<string | undefined>();
  const all = new Promise<void>((resolve) => {
    local.onLog((entry) => {
      if (entry.kind === 'line' && here.add(entry.requestId).size === 8) resolve();
    });
  });
  for (let each = 0; each < 8; each += 1) void local.invoke('Echo', { prints: ['here'], hangs: true });
  await all;
}, 30_000);

test('over its reserved concurrency a function is throttled', async () => {
  const local = await runtime(echo());
  const lambda = new LambdaClient(local.clientConfig);
  await lambda.send(
    new PutFunctionConcurrencyCommand({ FunctionName: 'Echo', ReservedConcurrentExecutions: 0 }),
  );
  await expect(invoke(local, {})).rejects.toMatchObject({
    name: 'TooManyRequestsException',
    Reason: 'ReservedFunctionConcurrentInvocationLimitExceeded',
  });
});

test('functions are listed and described', async () => {
  const local = await runtime(echo({ Description: 'says what it hears' }));
  const lambda = new LambdaClient(local.clientConfig);
  const { Functions } = await lambda.send(new ListFunctionsCommand({}));
  expect(Functions).toMatchObject([
    { FunctionName: 'Echo', Runtime: 'nodejs24.x', Timeout: 3, MemorySize: 128 },
  ]);
  const { Configuration } = await lambda.send(new GetFunctionCommand({ FunctionName: 'Echo' }));
  expect(Configuration).toMatchObject({ Description: 'says what it hears', State: 'Active' });
});

test('functions are listed page by page, and mappings too', async () => {
  const local = await runtime({
    ...functionResources('A'),
    ...functionResources('B'),
    ...functionResources('C'),
  });
  const lambda = new LambdaClient({ ...local.clientConfig, maxAttempts: 1 });
  const listed = (MaxItems: number, Marker?: string) =>
    lambda.send(new ListFunctionsCommand({ MaxItems, Marker }));
  const first = await listed(2);
  expect(first.Functions).toHaveLength(2);
  const second = await listed(2, first.NextMarker);
  expect(second.NextMarker).toBeUndefined();
  const names = [...(first.Functions ?? []), ...(second.Functions ?? [])].map(
    ({ FunctionName }) => FunctionName,
  );
  expect(names.toSorted()).toEqual(['A', 'B', 'C']);
  await expect(listed(0)).rejects.toMatchObject({
    name: 'ValidationException',
    message: expect.stringContaining("Value '0' at 'maxItems'") as string,
  });
  await expect(listed(1, 'elsewhere')).rejects.toMatchObject({ name: 'InvalidParameterValueException' });
  const mappings = await lambda.send(new ListEventSourceMappingsCommand({ MaxItems: 1 }));
  expect(mappings.EventSourceMappings).toEqual([]);
});

test('a dry run runs nothing, and an event that is not JSON is refused', async () => {
  const local = await runtime(echo());
  const lambda = new LambdaClient(local.clientConfig);
  let invoked = 0;
  local.onLog((entry) => {
    if (entry.kind === 'invocation') invoked += 1;
  });
  const { StatusCode } = await lambda.send(
    new InvokeCommand({ FunctionName: 'Echo', InvocationType: 'DryRun' }),
  );
  expect(StatusCode).toBe(204);
  await expect(
    lambda.send(new InvokeCommand({ FunctionName: 'Echo', Payload: '{"half' })),
  ).rejects.toMatchObject({
    name: 'InvalidRequestContentException',
  });
  expect(invoked).toBe(0);
});

test('a payload over 6 MB is refused', async () => {
  const local = await runtime(echo());
  await expect(invoke(local, 'x'.repeat(6_300_000))).rejects.toMatchObject({
    name: 'RequestEntityTooLargeException',
  });
});

test('an asynchronous invocation is tried three times, a minute and two apart, then handed to its destination', async () => {
  const local = await runtime({
    ...functionResources('Echo', { actions: ['sqs:SendMessage'] }),
    Lost: queue('lost'),
    Config: {
      Type: 'AWS::Lambda::EventInvokeConfig',
      Properties: {
        FunctionName: { Ref: 'Echo' },
        Qualifier: '$LATEST',
        DestinationConfig: { OnFailure: { Destination: { 'Fn::GetAtt': ['Lost', 'Arn'] } } },
      },
    },
  });
  let attempts = 0;
  local.onLog((entry) => {
    if (entry.kind === 'invocation') attempts += 1;
  });
  const lambda = new LambdaClient(local.clientConfig);
  const Payload = JSON.stringify({ throws: 'Error' });
  const answer = await lambda.send(
    new InvokeCommand({ FunctionName: 'Echo', InvocationType: 'Event', Payload }),
  );
  expect(answer.StatusCode).toBe(202);
  const counts: number[] = [];
  for (const milliseconds of [0, 59_999, 1, 119_999, 1]) {
    await local.advance(milliseconds);
    counts.push(attempts);
  }
  expect(counts).toEqual([1, 1, 2, 2, 3]);
  const { body } = await local.receiveMessage('lost');
  expect(body).toMatchObject({
    version: '1.0',
    requestContext: { condition: 'RetriesExhausted', approximateInvokeCount: 3 },
    requestPayload: { throws: 'Error' },
    responseContext: { statusCode: 200, functionError: 'Unhandled' },
    responsePayload: { errorType: 'Error' },
  });
});

test('a function sees the time that a test has driven', async () => {
  const local = await runtime(echo());
  await local.advance(86_400_000);
  const { payload } = await invoke(local, { now: true });
  expect(payload).toEqual({ now: local.now(), at: new Date(local.now()).toISOString() });
});

test('an asynchronous failure goes to an event bus and to the dead-letter queue, without a retry where none is wanted', async () => {
  const local = await runtime({
    ...functionResources('Echo', {
      actions: ['sqs:SendMessage', 'events:PutEvents'],
      properties: { DeadLetterConfig: { TargetArn: { 'Fn::GetAtt': ['Dead', 'Arn'] } } },
    }),
    Dead: queue('dead'),
    Bus: { Type: 'AWS::Events::EventBus', Properties: { Name: 'team' } },
    Config: {
      Type: 'AWS::Lambda::EventInvokeConfig',
      Properties: {
        FunctionName: { Ref: 'Echo' },
        Qualifier: '$LATEST',
        MaximumRetryAttempts: 0,
        DestinationConfig: { OnFailure: { Destination: { 'Fn::GetAtt': ['Bus', 'Arn'] } } },
      },
    },
  });
  const lambda = new LambdaClient(local.clientConfig);
  const Payload = JSON.stringify({ throws: 'Error', message: 'no luck' });
  await lambda.send(new InvokeCommand({ FunctionName: 'Echo', InvocationType: 'Event', Payload }));
  expect((await local.receiveMessage('dead')).body).toEqual({ throws: 'Error', message: 'no luck' });
  expect(local.publishedEvents({ source: 'lambda' })).toMatchObject([
    {
      detailType: 'Lambda Function Invocation Result - Failure',
      detail: {
        requestContext: { condition: 'RetriesExhausted' },
        responsePayload: { errorMessage: 'no luck' },
      },
    },
  ]);
});

test("a function's keys are its role's: what the role does not allow is denied", async () => {
  const local = await runtime({
    ...functionResources('Echo', { actions: ['sqs:ListQueues'] }),
    Jobs: queue('jobs'),
  });
  const environment = (await local.invoke('Echo', { environment: true })) as Record<string, string>;
  const { AWS_ACCESS_KEY_ID: accessKeyId = '', AWS_SECRET_ACCESS_KEY: secretAccessKey = '' } = environment;
  const sqs = new SQSClient({ ...local.clientConfig, credentials: { accessKeyId, secretAccessKey } });
  const { QueueUrls } = await sqs.send(new ListQueuesCommand({}));
  expect(QueueUrls).toHaveLength(1);
  const send = new SendMessageCommand({ QueueUrl: QueueUrls?.[0], MessageBody: 'x' });
  await expect(sqs.send(send)).rejects.toThrow(
    /assumed-role\/\S+\/Echo is not authorized to perform: sqs:sendmessage/,
  );
});
