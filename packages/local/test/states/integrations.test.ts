import { describe, expect, it } from 'vitest';
import { AwsError } from '../../src/foundation/aws-error.ts';
import { machineArnOf } from '../../src/states/execution/arn.ts';
import type { Json, JsonObject } from '../../src/states/json.ts';
import { type Answer, QUEUE_URL, REGION, ROLE, settled, setUp, tokenIn } from './harness.ts';

const task = (resource: string, Parameters: Json = {}, more: JsonObject = {}) => ({
  StartAt: 'A',
  States: {
    A: {
      Type: 'Task',
      Resource: resource.startsWith('arn:') ? resource : `arn:aws:states:::${resource}`,
      ...(resource.startsWith('arn:') ? {} : { Parameters }),
      End: true,
      ...more,
    },
  },
});

const FUNCTION = `arn:aws:lambda:${REGION}:000000000000:function:f`;

describe('lambda:invoke', () => {
  it("is called under the machine's role, and gives the service's answer with the function's in Payload", async () => {
    const world = setUp({ answer: () => ({ StatusCode: 200, Payload: '{"a":[1]}' }) });
    const arn = await world.run(task('lambda:invoke', { FunctionName: 'f:live', 'Payload.$': '$' }), {
      n: 1,
    });
    expect(world.calls).toEqual([
      {
        service: 'lambda',
        operation: 'Invoke',
        input: { FunctionName: 'f:live', InvocationType: 'RequestResponse', Payload: '{"n":1}' },
        caller: { account: '000000000000', region: REGION, roleArn: ROLE, taskAttempt: `${arn}/1/1` },
      },
    ]);
    expect(await world.output(arn)).toMatchObject({
      ExecutedVersion: '$LATEST',
      StatusCode: 200,
      Payload: { a: [1] },
      SdkHttpMetadata: { HttpStatusCode: 200 },
      SdkResponseMetadata: { RequestId: expect.any(String) },
    });
  });

  it('fails with the name of the error of the service, and its cause as the SDK prints it', async () => {
    const world = setUp({
      answer: () => {
        throw new AwsError('ResourceNotFoundException', 'Function not found: f', 404);
      },
    });
    const arn = await world.run(task('lambda:invoke', { FunctionName: 'f' }));
    expect(await world.describe(arn)).toMatchObject({
      error: 'Lambda.ResourceNotFoundException',
      cause: expect.stringMatching(
        /^Function not found: f \(Service: AWSLambda; Status Code: 404; Error Code: ResourceNotFoundException; Request ID: .+; Proxy: null\)$/,
      ),
    });
  });

  it('fails with Lambda.Unknown where the function says no name', async () => {
    const world = setUp({
      answer: () => ({ StatusCode: 200, FunctionError: 'Unhandled', Payload: '{"errorMessage":"gone"}' }),
    });
    const arn = await world.run(task('lambda:invoke', { FunctionName: 'f' }));
    expect(await world.describe(arn)).toMatchObject({
      error: 'Lambda.Unknown',
      cause: '{"errorMessage":"gone"}',
    });
  });
});

describe("a function's ARN as Resource", () => {
  it('gets the input as its event, gives its answer as the result, and has events of its own', async () => {
    const world = setUp({ answer: ({ input }) => ({ StatusCode: 200, Payload: input.Payload }) });
    const arn = await world.run(task(FUNCTION), { n: 1 });
    expect(world.calls[0]?.input).toMatchObject({ FunctionName: FUNCTION, Payload: '{"n":1}' });
    expect(await world.output(arn)).toEqual({ n: 1 });
    expect((await world.history(arn)).slice(2, 5)).toMatchObject([
      {
        type: 'LambdaFunctionScheduled',
        lambdaFunctionScheduledEventDetails: {
          resource: FUNCTION,
          input: '{"n":1}',
          inputDetails: { truncated: false },
        },
      },
      { type: 'LambdaFunctionStarted' },
      {
        type: 'LambdaFunctionSucceeded',
        lambdaFunctionSucceededEventDetails: { output: '{"n":1}', outputDetails: { truncated: false } },
      },
    ]);
  });

  it('fails and times out with LambdaFunctionFailed and LambdaFunctionTimedOut', async () => {
    const answers: unknown[] = [
      { StatusCode: 200, FunctionError: 'Unhandled', Payload: '{"errorType":"E"}' },
      new Promise(() => {}),
    ];
    const world = setUp({ answer: () => answers.shift() });
    const Retry = [{ ErrorEquals: ['E'], IntervalSeconds: 1, MaxAttempts: 1 }];
    const arn = await world.run(task(FUNCTION, {}, { TimeoutSeconds: 5, Retry }));
    await world.time.advance(6_000);
    expect(
      (await world.history(arn)).filter(({ type }) => /Failed|TimedOut/.test(type as string)),
    ).toMatchObject([
      {
        type: 'LambdaFunctionFailed',
        lambdaFunctionFailedEventDetails: { error: 'E', cause: '{"errorType":"E"}' },
      },
      { type: 'LambdaFunctionTimedOut', lambdaFunctionTimedOutEventDetails: { error: 'States.Timeout' } },
      { type: 'ExecutionFailed' },
    ]);
  });
});

describe('sqs:sendMessage', () => {
  it('sends a body that is not a string as its JSON, and one that is as it is', async () => {
    const world = setUp();
    await world.run(task('sqs:sendMessage', { QueueUrl: QUEUE_URL, MessageBody: { 'a.$': '$.a' } }), {
      a: 1,
    });
    await world.start(
      await world.create(
        task('sqs:sendMessage', { QueueUrl: QUEUE_URL, MessageBody: 'text', MessageGroupId: 'g' }),
        'other',
      ),
    );
    expect(world.calls.map(({ service, operation, input }) => ({ service, operation, input }))).toEqual([
      { service: 'sqs', operation: 'SendMessage', input: { QueueUrl: QUEUE_URL, MessageBody: '{"a":1}' } },
      {
        service: 'sqs',
        operation: 'SendMessage',
        input: { QueueUrl: QUEUE_URL, MessageBody: 'text', MessageGroupId: 'g' },
      },
    ]);
  });

  it('.waitForTaskToken hands the token to the reader of the queue', async () => {
    const world = setUp();
    const body = { 'TaskToken.$': '$$.Task.Token' };
    const arn = await world.run(
      task('sqs:sendMessage.waitForTaskToken', { QueueUrl: QUEUE_URL, MessageBody: body }),
    );
    await world.call('SendTaskSuccess', { taskToken: tokenIn(world.calls[0]), output: '{"done":true}' });
    expect(await world.output(arn)).toEqual({ done: true });
  });
});

describe('events:putEvents', () => {
  it('events:putEvents.waitForTaskToken sends the token in the detail of an event', async () => {
    const world = setUp({ answer: () => ({ FailedEntryCount: 0, Entries: [{ EventId: 'e' }] }) });
    const Entries = [{ Source: 's', DetailType: 't', Detail: { 'token.$': '$$.Task.Token' } }];
    const arn = await world.run(task('events:putEvents.waitForTaskToken', { Entries }));
    const sent = world.calls[0]?.input.Entries as { Detail: string }[];
    const { token: taskToken } = JSON.parse(sent[0]?.Detail ?? '') as { token: string };
    await world.call('SendTaskSuccess', { taskToken, output: '1' });
    expect(await world.output(arn)).toBe(1);
  });

  const Entries = [{ Source: 's', DetailType: 't', Detail: { 'a.$': '$.a' }, Resources: ['r'] }];

  it('stringifies Detail, and adds machine and execution to the resources', async () => {
    const world = setUp({ answer: () => ({ FailedEntryCount: 0, Entries: [{ EventId: 'e' }] }) });
    const arn = await world.run(task('events:putEvents', { Entries }), { a: 1 });
    const machine = machineArnOf(arn);
    expect(world.calls[0]).toMatchObject({
      service: 'events',
      operation: 'PutEvents',
      input: { Entries: [{ Detail: '{"a":1}', Resources: ['r', machine, arn] }] },
    });
    expect(await world.output(arn)).toMatchObject({ FailedEntryCount: 0, Entries: [{ EventId: 'e' }] });
  });

  it('fails with EventBridge.FailedEntry where an entry is refused', async () => {
    const world = setUp({
      answer: () => ({ FailedEntryCount: 1, Entries: [{ ErrorCode: 'MalformedDetail' }] }),
    });
    expect(
      await world.describe(await world.run(task('events:putEvents', { Entries }), { a: 1 })),
    ).toMatchObject({ error: 'EventBridge.FailedEntry' });
  });
});

describe('sns:publish', () => {
  it.each(['sns:publish', 'sns:publish.waitForTaskToken'])(
    '%s sends an object as JSON text',
    async (resource) => {
      const world = setUp({ answer: () => ({ MessageId: 'm' }) });
      await world.run(
        task(resource, { TopicArn: 'arn:aws:sns:us-east-1:000000000000:t', Message: { a: 1 } }),
      );
      expect(world.calls[0]).toMatchObject({
        service: 'sns',
        operation: 'Publish',
        input: { TopicArn: 'arn:aws:sns:us-east-1:000000000000:t', Message: '{"a":1}' },
      });
    },
  );
});

describe('dynamodb', () => {
  it.each([
    ['dynamodb:putItem', 'PutItem'],
    ['dynamodb:getItem', 'GetItem'],
    ['dynamodb:updateItem', 'UpdateItem'],
    ['dynamodb:deleteItem', 'DeleteItem'],
  ])('%s hands parameters and answer through', async (name, operation) => {
    const world = setUp({ answer: () => ({ Item: { k: { S: 'v' } } }) });
    const parameters = { TableName: 't', Key: { k: { 'S.$': '$.k' } } };
    const arn = await world.run(task(name, parameters), { k: 'v' });
    expect(world.calls[0]).toMatchObject({
      service: 'dynamodb',
      operation,
      input: { TableName: 't', Key: { k: { S: 'v' } } },
    });
    expect(await world.output(arn)).toMatchObject({
      Item: { k: { S: 'v' } },
      SdkHttpMetadata: { HttpStatusCode: 200 },
    });
  });

  it('fails with the condition that was not met', async () => {
    const answer: Answer = () => {
      throw new AwsError('ConditionalCheckFailedException', 'The conditional request failed');
    };
    const world = setUp({ answer });
    expect(await world.describe(await world.run(task('dynamodb:putItem', { TableName: 't' })))).toMatchObject(
      { error: 'DynamoDB.ConditionalCheckFailedException' },
    );
  });
});

describe('what is not supported by the local runtime', () => {
  const refused = async (definition: unknown, reason: string) => {
    const world = setUp();
    await expect(world.create(definition)).rejects.toMatchObject({
      code: 'InvalidDefinition',
      message: expect.stringContaining(reason),
    });
  };

  it.each(['glue:startJobRun.sync', 'ecs:runTask.waitForTaskToken', 'aws-sdk:s3:getObject', 'http:invoke'])(
    'the integration %s is refused by name when the machine is created',
    (name) =>
      refused(
        task(name),
        `the integration 'arn:aws:states:::${name}' is not supported by the local runtime at /States/A/Resource`,
      ),
  );

  it.each(['dynamodb:query', 'lambda:invoke.sync', 'dynamodb:putItem.waitForTaskToken', 'sqs:fly'])(
    'the integration %s, which AWS does not have, is refused in AWS’s words',
    (name) =>
      refused(
        task(name),
        `The resource provided arn:aws:states:::${name} is not recognized. The value is not a valid resource ARN, or the resource is not available in this region. at /States/A/Resource`,
      ),
  );

  it('an integration inside a branch of a Map is found too', () =>
    refused(
      { StartAt: 'M', States: { M: { Type: 'Map', ItemProcessor: task('glue:startJobRun'), End: true } } },
      'is not supported by the local runtime at /States/M/ItemProcessor/States/A/Resource',
    ));

  it.each([
    [
      'Credentials of another role',
      { Credentials: { RoleArn: 'arn:aws:iam::000000000000:role/x' } },
      'the field Credentials of a Task state is not supported by the local runtime at /States/A/Credentials',
    ],
  ])('%s is refused', (_, more, reason) =>
    refused(task('lambda:invoke', { FunctionName: 'f' }, more as JsonObject), reason),
  );

  it('an execution whose role may not call fails with the error of the service', async () => {
    const world = setUp({
      answer: () => {
        throw new AwsError(
          'AccessDeniedException',
          'User is not authorized to perform: lambda:InvokeFunction',
          403,
        );
      },
    });
    const arn = await world.run(task('lambda:invoke', { FunctionName: 'f' }));
    await settled();
    expect(await world.describe(arn)).toMatchObject({
      error: 'Lambda.AWSLambdaException',
      cause: expect.stringContaining('AccessDeniedException'),
    });
  });
});
