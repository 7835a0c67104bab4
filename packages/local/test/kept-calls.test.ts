import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  DescribeRuleCommand,
  EventBridgeClient,
  type EventBridgeClientConfig,
  ListTargetsByRuleCommand,
  PutEventsCommand,
  PutRuleCommand,
  PutTargetsCommand,
  RemoveTargetsCommand,
} from '@aws-sdk/client-eventbridge';
import {
  CreateEventSourceMappingCommand,
  DeleteEventSourceMappingCommand,
  LambdaClient,
  ListEventSourceMappingsCommand,
  UpdateEventSourceMappingCommand,
} from '@aws-sdk/client-lambda';
import {
  CreateTopicCommand,
  GetTopicAttributesCommand,
  ListTagsForResourceCommand,
  PublishCommand,
  SetSubscriptionAttributesCommand,
  SNSClient,
  SubscribeCommand,
  TagResourceCommand,
  UntagResourceCommand,
} from '@aws-sdk/client-sns';
import {
  CreateQueueCommand,
  DeleteQueueCommand,
  GetQueueAttributesCommand,
  ListQueuesCommand,
  ListQueueTagsCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SetQueueAttributesCommand,
  SQSClient,
  TagQueueCommand,
  UntagQueueCommand,
} from '@aws-sdk/client-sqs';
import { expect, onTestFinished, test } from 'vitest';
import { type Local, startLocal } from '../src/index.ts';
import { functionResources, type Resources, writeApp } from './app.ts';
import { queue } from './runtime.ts';

const ACCOUNT = '000000000000';
const queueArn = (name: string) => `arn:aws:sqs:us-east-1:${ACCOUNT}:${name}`;

/** A runtime that can be started again over what it kept; with other resources, where they are given. */
async function restartable(resources: Resources) {
  const dataDir = mkdtempSync(join(tmpdir(), 'kept-calls-'));
  onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }));
  let local: Local | undefined;
  onTestFinished(() => local?.stop());
  return async (changed: Resources = resources) => {
    const app = writeApp(changed);
    onTestFinished(app.remove);
    await local?.stop();
    local = await startLocal({ app: app.directory, dataDir });
    return local;
  };
}

function clients({ clientConfig }: Local) {
  const made = {
    sqs: new SQSClient(clientConfig),
    sns: new SNSClient(clientConfig),
    events: new EventBridgeClient(clientConfig as EventBridgeClientConfig),
    lambda: new LambdaClient(clientConfig),
  };
  onTestFinished(() => {
    for (const client of Object.values(made)) client.destroy();
  });
  return made;
}

/** Lets a service send to the queue `jobs`. */
const sending = (service: string) => ({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { Service: `${service}.amazonaws.com` },
      Action: 'sqs:SendMessage',
      Resource: queueArn('jobs'),
    },
  ],
});

const jobs: Resources = { Jobs: queue('jobs') };

const worker: Resources = {
  ...functionResources('Worker', {
    actions: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
  }),
  ...jobs,
};

test('an event source mapping that a call made is there after a restart, as it was changed', async () => {
  const start = await restartable(worker);
  const { lambda } = clients(await start());
  const made = await lambda.send(
    new CreateEventSourceMappingCommand({
      FunctionName: 'Worker',
      EventSourceArn: queueArn('jobs'),
      BatchSize: 3,
      ScalingConfig: { MaximumConcurrency: 5 },
    }),
  );
  await lambda.send(new UpdateEventSourceMappingCommand({ UUID: made.UUID, BatchSize: 7 }));
  await lambda.send(new UpdateEventSourceMappingCommand({ UUID: made.UUID, ScalingConfig: {} }));
  const list = async (local: Local) =>
    (await clients(local).lambda.send(new ListEventSourceMappingsCommand({}))).EventSourceMappings;
  const after = await start();
  const [kept, ...others] = (await list(after)) ?? [];
  expect(others).toEqual([]);
  expect(kept).toMatchObject({ UUID: made.UUID, BatchSize: 7, State: 'Enabled' });
  expect(kept?.ScalingConfig).toBeUndefined();
  await clients(after).lambda.send(new DeleteEventSourceMappingCommand({ UUID: made.UUID }));
  expect(await list(await start())).toEqual([]);
});

test('queues that calls made are there after a restart, with attributes, tags and messages', async () => {
  const start = await restartable(jobs);
  const before = clients(await start()).sqs;
  const made = { QueueName: 'made', Attributes: { MaximumMessageSize: '4096' }, tags: { a: '1' } };
  const { QueueUrl } = await before.send(new CreateQueueCommand(made));
  await before.send(new CreateQueueCommand({ QueueName: 'made' }));
  await before.send(new CreateQueueCommand({ QueueName: 'gone' }));
  await before.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { DelaySeconds: '0' } }));
  await before.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { VisibilityTimeout: '77' } }));
  await before.send(new TagQueueCommand({ QueueUrl, Tags: { b: '2', c: '3' } }));
  await before.send(new UntagQueueCommand({ QueueUrl, TagKeys: ['a'] }));
  await before.send(new UntagQueueCommand({ QueueUrl, TagKeys: ['b'] }));
  await before.send(new SendMessageCommand({ QueueUrl, MessageBody: 'waits' }));
  await before.send(new DeleteQueueCommand({ QueueUrl: QueueUrl?.replace('made', 'gone') ?? '' }));
  const after = clients(await start()).sqs;
  const { QueueUrls = [] } = await after.send(new ListQueuesCommand({}));
  expect(QueueUrls.map((url) => url.split('/').at(-1)).sort()).toEqual(['jobs', 'made']);
  const { Attributes } = await after.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }),
  );
  expect(Attributes).toMatchObject({
    ...{ VisibilityTimeout: '77', DelaySeconds: '0', MaximumMessageSize: '4096' },
  });
  expect((await after.send(new ListQueueTagsCommand({ QueueUrl }))).Tags).toEqual({ c: '3' });
  expect((await after.send(new ReceiveMessageCommand({ QueueUrl }))).Messages).toMatchObject([
    { Body: 'waits' },
  ]);
});

test('rules and targets that calls made deliver after a restart; a target that was taken away does not', async () => {
  const start = await restartable({
    ...{ Jobs: queue('jobs'), Others: queue('others') },
    Allowed: {
      Type: 'AWS::SQS::QueuePolicy',
      Properties: {
        Queues: [{ Ref: 'Jobs' }],
        PolicyDocument: sending('events'),
      },
    },
  });
  const before = clients(await start()).events;
  await before.send(new PutRuleCommand({ Name: 'made', EventPattern: '{"source":["test"]}' }));
  const Targets = [
    { Id: 'jobs', Arn: queueArn('jobs') },
    { Id: 'others', Arn: queueArn('others') },
  ];
  await before.send(new PutTargetsCommand({ Rule: 'made', Targets }));
  await before.send(new RemoveTargetsCommand({ Rule: 'made', Ids: ['others'] }));
  await before.send(
    new PutRuleCommand({ Name: 'made', EventPattern: '{"source":["test"]}', Description: 'changed' }),
  );
  const local = await start();
  const after = clients(local).events;
  expect(await after.send(new DescribeRuleCommand({ Name: 'made' }))).toMatchObject({
    Description: 'changed',
  });
  expect((await after.send(new ListTargetsByRuleCommand({ Rule: 'made' }))).Targets).toEqual(
    Targets.slice(0, 1),
  );
  await after.send(
    new PutEventsCommand({ Entries: [{ Source: 'test', DetailType: 'Asked', Detail: '{}' }] }),
  );
  await local.idle();
  expect(await local.receiveMessage('Jobs')).toBeDefined();
});

test('a topic and a subscription that calls made are there after a restart, under the same ARN', async () => {
  const start = await restartable(jobs);
  const before = clients(await start());
  const topic = { Name: 'news', Tags: [{ Key: 'team', Value: 'a' }] };
  const { TopicArn } = await before.sns.send(
    new CreateTopicCommand({ ...topic, Attributes: { DisplayName: 'News' } }),
  );
  await before.sns.send(new CreateTopicCommand({ Name: 'news' }));
  const ResourceArn = TopicArn;
  await before.sns.send(new TagResourceCommand({ ResourceArn, Tags: [{ Key: 'kept', Value: 'b' }] }));
  await before.sns.send(new TagResourceCommand({ ResourceArn, Tags: [{ Key: 'gone', Value: 'c' }] }));
  await before.sns.send(new UntagResourceCommand({ ResourceArn, TagKeys: ['gone', 'team'] }));
  const subscription = { TopicArn, Protocol: 'sqs', Endpoint: queueArn('jobs') };
  const { SubscriptionArn } = await before.sns.send(new SubscribeCommand(subscription));
  await before.sns.send(
    new SetSubscriptionAttributesCommand({
      SubscriptionArn,
      AttributeName: 'RawMessageDelivery',
      AttributeValue: 'true',
    }),
  );
  await before.sns.send(new SubscribeCommand(subscription));
  await before.sqs.send(
    new SetQueueAttributesCommand({
      QueueUrl: `${(await before.sqs.send(new ListQueuesCommand({}))).QueueUrls?.[0]}`,
      Attributes: {
        Policy: JSON.stringify(sending('sns')),
      },
    }),
  );
  const local = await start();
  const { sns } = clients(local);
  await sns.send(new PublishCommand({ TopicArn, Message: 'hello' }));
  await local.idle();
  expect(await local.receiveMessage('Jobs')).toMatchObject({ text: 'hello' });
  expect((await sns.send(new SubscribeCommand(subscription))).SubscriptionArn).toBe(SubscriptionArn);
  expect(await sns.send(new GetTopicAttributesCommand({ TopicArn }))).toMatchObject({
    Attributes: { DisplayName: 'News' },
  });
  expect(await sns.send(new ListTagsForResourceCommand({ ResourceArn }))).toMatchObject({
    Tags: [{ Key: 'kept', Value: 'b' }],
  });
});

test('what can not be made again is dropped once, by name, and the rest is there', async () => {
  const start = await restartable(worker);
  const { lambda, sqs } = clients(await start());
  await lambda.send(
    new CreateEventSourceMappingCommand({ FunctionName: 'Worker', EventSourceArn: queueArn('jobs') }),
  );
  await sqs.send(new CreateQueueCommand({ QueueName: 'made' }));
  const without = await start(jobs);
  expect(without.dropped).toMatchObject([
    { service: 'lambda', operation: 'CreateEventSourceMapping', reason: 'Function does not exist' },
  ]);
  const { QueueUrls } = await clients(without).sqs.send(new ListQueuesCommand({}));
  expect(QueueUrls).toHaveLength(2);
  expect((await start(jobs)).dropped).toEqual([]);
});
