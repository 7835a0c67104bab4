import {
  CreateEventSourceMappingCommand,
  type CreateEventSourceMappingCommandInput,
  DeleteEventSourceMappingCommand,
  GetEventSourceMappingCommand,
  LambdaClient,
  UpdateEventSourceMappingCommand,
} from '@aws-sdk/client-lambda';
import { SendMessageBatchCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { expect, test } from 'vitest';
import { functionResources } from './app.ts';
import { queue, runtime } from './runtime.ts';

const EventSourceArn = 'arn:aws:sqs:us-east-1:000000000000:jobs';
const FunctionName = 'Partial';
const actions = ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'];

async function open() {
  const local = await runtime({
    ...functionResources('Partial', { bundle: 'partial', actions }),
    ...functionResources('Echo', { actions }),
    EchoVersion: { Type: 'AWS::Lambda::Version', Properties: { FunctionName: { Ref: 'Echo' } } },
    EchoAlias: {
      Type: 'AWS::Lambda::Alias',
      Properties: {
        FunctionName: { Ref: 'Echo' },
        FunctionVersion: { 'Fn::GetAtt': ['EchoVersion', 'Version'] },
        Name: 'live',
      },
    },
    Jobs: queue('jobs'),
  });
  const lambda = new LambdaClient(local.clientConfig);
  const batches: string[] = [];
  local.onLog((entry) => {
    if (entry.kind === 'line' && entry.text.includes('batch')) batches.push(entry.text);
  });
  return {
    ...{ local, lambda, batches, sqs: new SQSClient(local.clientConfig) },
    QueueUrl: `${local.endpoint}/000000000000/jobs`,
    create: (more: Partial<CreateEventSourceMappingCommandInput> = {}) =>
      lambda.send(new CreateEventSourceMappingCommand({ FunctionName, EventSourceArn, ...more })),
  };
}

test('a mapping that is created polls, and one that is deleted does no more', async () => {
  const { local, lambda, sqs, QueueUrl, batches, create } = await open();
  const { UUID, State } = await create();
  expect(State).toBe('Creating');
  expect(await lambda.send(new GetEventSourceMappingCommand({ UUID }))).toMatchObject({
    State: 'Enabled',
    EventSourceArn,
    FunctionArn: 'arn:aws:lambda:us-east-1:000000000000:function:Partial',
  });
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'one' }));
  await expect.poll(() => batches).toHaveLength(1);

  expect(await lambda.send(new DeleteEventSourceMappingCommand({ UUID }))).toMatchObject({
    State: 'Deleting',
  });
  await expect(lambda.send(new GetEventSourceMappingCommand({ UUID }))).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
  });
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'two' }));
  await local.idle();
  expect(batches).toHaveLength(1);
});

test("a queue's mapping is shown as recorded from Lambda: without how its last batch went", async () => {
  const { create } = await open();
  const { $metadata, LastModified, UUID, ...shown } = await create();
  expect($metadata.httpStatusCode).toBe(202);
  expect(LastModified).toBeInstanceOf(Date);
  expect(shown).toEqual({
    EventSourceArn,
    EventSourceMappingArn: `arn:aws:lambda:us-east-1:000000000000:event-source-mapping:${UUID}`,
    FunctionArn: 'arn:aws:lambda:us-east-1:000000000000:function:Partial',
    State: 'Creating',
    StateTransitionReason: 'USER_INITIATED',
    BatchSize: 10,
    MaximumBatchingWindowInSeconds: 0,
    FunctionResponseTypes: [],
  });
  await expect(create()).rejects.toMatchObject({
    name: 'ResourceConflictException',
    message: `An event source mapping with SQS arn (" ${EventSourceArn} ") and function (" Partial ") already exists. Please update or delete the existing mapping with UUID ${UUID}`,
  });
});

test('a mapping is led to another function, and a version or alias is shown to what it invokes', async () => {
  const { local, lambda, sqs, QueueUrl, create } = await open();
  const invoked: string[] = [];
  local.onLog((entry) => {
    if (entry.kind === 'invocation') invoked.push(JSON.parse(entry.payload).context?.invokedFunctionArn);
  });
  const { UUID } = await create();
  const led = new UpdateEventSourceMappingCommand({ UUID, FunctionName: 'Echo:live' });
  const FunctionArn = 'arn:aws:lambda:us-east-1:000000000000:function:Echo:live';
  expect(await lambda.send(led)).toMatchObject({ UUID, FunctionArn, State: 'Updating' });
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'one' }));
  await expect.poll(() => invoked).toEqual([FunctionArn]);

  const again = await create();
  expect(again.UUID).not.toBe(UUID);
  const back = new UpdateEventSourceMappingCommand({ UUID, FunctionName });
  await expect(lambda.send(back)).rejects.toMatchObject({ name: 'ResourceConflictException' });
  const missing = new UpdateEventSourceMappingCommand({ UUID, FunctionName: 'missing' });
  await expect(lambda.send(missing)).rejects.toMatchObject({ name: 'InvalidParameterValueException' });
});

test('no more invocations run at once than MaximumConcurrency says', async () => {
  const { local, sqs, QueueUrl, create } = await open();
  let [running, most, handled] = [0, 0, 0];
  local.onLog((entry) => {
    if (entry.kind === 'line' && entry.text.includes('batch')) {
      running += 1;
      most = Math.max(most, running);
    }
    if (entry.kind === 'invocation') {
      running -= 1;
      handled += 1;
    }
  });
  await create({ BatchSize: 1, ScalingConfig: { MaximumConcurrency: 2 } });
  const Entries = Array.from({ length: 10 }, (_, n) => ({ Id: `${n}`, MessageBody: `slow ${n}` }));
  await sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
  await expect.poll(() => handled, { timeout: 10_000 }).toBe(10);
  expect(most).toBeLessThanOrEqual(2);
});

test.each<[string, Partial<CreateEventSourceMappingCommandInput>, RegExp]>([
  [
    'another source',
    { EventSourceArn: 'arn:aws:kinesis:us-east-1:000000000000:stream/x' },
    /SQS queues and streams of DynamoDB are/,
  ],
  ['provisioned mode', { ProvisionedPollerConfig: { MinimumPollers: 1 } }, /ProvisionedPollerConfig/],
])('%s is refused by name', async (_, input, message) => {
  const { create } = await open();
  const refused = create(input);
  await expect(refused).rejects.toMatchObject({ name: 'InvalidParameterValueException' });
  await expect(refused).rejects.toThrow(message);
});

/** Recorded from Lambda. */
test.each<[string, object, string, string]>([
  [
    'no event source',
    { EventSourceArn: undefined, FunctionName: 'missing' },
    'InvalidParameterValueException',
    'Unrecognized event source.',
  ],
  ['no function', { FunctionName: 'missing' }, 'InvalidParameterValueException', 'Function does not exist'],
  [
    'a starting position',
    { StartingPosition: 'LATEST', StartingPositionTimestamp: new Date() },
    'InvalidParameterValueException',
    'StartingPosition is not valid for SQS event sources.',
  ],
  [
    'a starting position that Lambda does not know',
    { StartingPosition: '0' },
    'ValidationException',
    "1 validation error detected: Value '0' at 'startingPosition' failed to satisfy constraint: Member must satisfy enum value set: [LATEST, AT_TIMESTAMP, TRIM_HORIZON]",
  ],
  [
    'numbers out of their ranges',
    { BatchSize: 10_001, ScalingConfig: { MaximumConcurrency: 1 } },
    'ValidationException',
    "2 validation errors detected: Value '10001' at 'batchSize' failed to satisfy constraint: Member must have value less than or equal to 10000; Value '1' at 'scalingConfig.maximumConcurrency' failed to satisfy constraint: Member must have value greater than or equal to 2",
  ],
])("a queue's mapping with %s is refused in the words of Lambda", async (_, input, name, message) => {
  const { create } = await open();
  await expect(create(input)).rejects.toMatchObject({ name, message, $metadata: { httpStatusCode: 400 } });
});
