import {
  LambdaClient,
  ListEventSourceMappingsCommand,
  UpdateEventSourceMappingCommand,
} from '@aws-sdk/client-lambda';
import {
  GetQueueAttributesCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { expect, test } from 'vitest';
import { functionResources } from './app.ts';
import { type LocalOverHttp, queue, runtime } from './runtime.ts';

const consume = ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'];

async function open(mapping: object = {}, actions = consume) {
  const local = await runtime({
    ...functionResources('Partial', { bundle: 'partial', actions }),
    Jobs: queue('jobs', { VisibilityTimeout: 30 }),
    Mapping: {
      Type: 'AWS::Lambda::EventSourceMapping',
      Properties: {
        FunctionName: { Ref: 'Partial' },
        EventSourceArn: { 'Fn::GetAtt': ['Jobs', 'Arn'] },
        FunctionResponseTypes: ['ReportBatchItemFailures'],
        ...mapping,
      },
    },
  });
  const batches: string[][] = [];
  local.onLog((entry) => {
    const batch = entry.kind === 'line' ? /batch (.*)$/.exec(entry.text)?.[1] : undefined;
    if (batch !== undefined) batches.push(JSON.parse(batch) as string[]);
  });
  return {
    local,
    batches,
    sqs: new SQSClient(local.clientConfig),
    QueueUrl: `${local.endpoint}/000000000000/jobs`,
  };
}

const entries = (...bodies: string[]) =>
  bodies.map((MessageBody, index) => ({ Id: `${index}`, MessageBody }));

async function left(local: LocalOverHttp): Promise<number> {
  const sqs = new SQSClient(local.clientConfig);
  const QueueUrl = `${local.endpoint}/000000000000/jobs`;
  const { Attributes = {} } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }),
  );
  return (
    Number(Attributes.ApproximateNumberOfMessages) + Number(Attributes.ApproximateNumberOfMessagesNotVisible)
  );
}

test('a batch is handled together, and what succeeded is deleted', async () => {
  const { local, batches, sqs, QueueUrl } = await open();
  await sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries: entries('one', 'two') }));
  await expect.poll(() => batches).toEqual([['one', 'two']]);
  await local.idle();
  expect(await left(local)).toBe(0);
});

test('only the records that failed come again, when their visibility timeout is over', async () => {
  const { local, batches, sqs, QueueUrl } = await open();
  await sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries: entries('good', 'fail') }));
  await expect.poll(() => batches).toHaveLength(1);
  await local.idle();
  expect(await left(local)).toBe(1);
  await local.advance(29_999);
  expect(batches).toHaveLength(1);
  await local.advance(1);
  expect(batches).toEqual([['good', 'fail'], ['fail']]);
});

test('a function that throws fails its whole batch', async () => {
  const { local, batches, sqs, QueueUrl } = await open();
  await sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries: entries('good', 'throw') }));
  await expect.poll(() => batches).toHaveLength(1);
  await local.idle();
  expect(await left(local)).toBe(2);
});

test('a window collects until it is over', async () => {
  const { local, batches, sqs, QueueUrl } = await open({ BatchSize: 100, MaximumBatchingWindowInSeconds: 5 });
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'first' }));
  await local.advance(4999);
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'second' }));
  expect(batches).toEqual([]);
  await local.advance(1);
  expect(batches).toEqual([['first', 'second']]);
});

test('a mapping that is switched off leaves messages alone until it is switched on', async () => {
  const { local, batches, sqs, QueueUrl } = await open();
  await local.setMappingEnabled('Partial', false);
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'waits' }));
  await local.idle();
  expect(batches).toEqual([]);
  await local.setMappingEnabled('Partial', true);
  await expect.poll(() => batches).toEqual([['waits']]);
});

test('mappings are listed and changed through the Lambda API', async () => {
  const { local } = await open({ ScalingConfig: { MaximumConcurrency: 2 } });
  const lambda = new LambdaClient(local.clientConfig);
  const list = async () =>
    (await lambda.send(new ListEventSourceMappingsCommand({ FunctionName: 'Partial' })))
      .EventSourceMappings?.[0];
  const mapping = await list();
  expect(mapping).toMatchObject({
    State: 'Enabled',
    BatchSize: 10,
    ScalingConfig: { MaximumConcurrency: 2 },
  });
  const change = new UpdateEventSourceMappingCommand({ UUID: mapping?.UUID, Enabled: false, BatchSize: 5 });
  expect(await lambda.send(change)).toMatchObject({ State: 'Disabling' });
  expect(await list()).toMatchObject({ State: 'Disabled', BatchSize: 5 });
});

test('a batch over 10 without a window is refused as by Lambda', async () => {
  await expect(open({ BatchSize: 11 })).rejects.toThrow(
    'Maximum batch window in seconds must be greater than 0',
  );
});

test('a role that may not receive is refused at start, as by Lambda', async () => {
  await expect(open({}, ['sqs:DeleteMessage'])).rejects.toThrow(
    'The provided execution role does not have permissions to call ReceiveMessage on SQS',
  );
});

test('a poll that fails is reported, and not tried again without pause', async () => {
  const { local, sqs, QueueUrl } = await open();
  const problems: string[] = [];
  local.onLog((entry) => entry.kind === 'mapping' && problems.push(entry.result));
  local.faults.throttle('sqs', 'ReceiveMessage', 2);
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: '{}' }));
  await local.idle();
  expect(problems).toEqual(['PROBLEM: Rate exceeded']);
  await local.advance(1000);
  expect(problems).toEqual(['PROBLEM: Rate exceeded', 'PROBLEM: Rate exceeded']);
  await local.advance(1000);
  expect(problems).toHaveLength(3);
});

test('messages that no filter matches are deleted without an invocation', async () => {
  const Pattern = JSON.stringify({ body: { kind: ['wanted'] } });
  const { local, sqs, QueueUrl } = await open({ FilterCriteria: { Filters: [{ Pattern }] } });
  const payloads: string[] = [];
  local.onLog((entry) => entry.kind === 'invoking' && payloads.push(entry.payload));
  for (const MessageBody of ['{"kind":"other"}', 'no JSON', '{"kind":"wanted"}'])
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody }));
  await local.idle();
  const bodies = payloads.flatMap((payload) =>
    (JSON.parse(payload) as { Records: { body: string }[] }).Records.map(({ body }) => body),
  );
  expect(bodies).toEqual(['{"kind":"wanted"}']);
  await expect(open({ FilterCriteria: { Filters: [{ Pattern: '{"body":"x"}' }] } })).rejects.toThrow(
    /Invalid filter pattern definition/,
  );
});
