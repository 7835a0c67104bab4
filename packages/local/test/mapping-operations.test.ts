import {
  CreateEventSourceMappingCommand,
  type CreateEventSourceMappingCommandInput,
  DeleteEventSourceMappingCommand,
  GetEventSourceMappingCommand,
  LambdaClient,
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
