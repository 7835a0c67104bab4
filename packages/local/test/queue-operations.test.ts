import {
  CancelMessageMoveTaskCommand,
  ChangeMessageVisibilityBatchCommand,
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  DeleteQueueCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ListMessageMoveTasksCommand,
  ListQueuesCommand,
  ListQueueTagsCommand,
  PurgeQueueCommand,
  type QueueAttributeName,
  ReceiveMessageCommand,
  SendMessageCommand,
  SetQueueAttributesCommand,
  SQSClient,
  StartMessageMoveTaskCommand,
  TagQueueCommand,
  UntagQueueCommand,
} from '@aws-sdk/client-sqs';
import { expect, test } from 'vitest';
import { queue, runtime } from './runtime.ts';

const arnOf = (name: string) => `arn:aws:sqs:us-east-1:000000000000:${name}`;

async function open() {
  const local = await runtime({
    Jobs: queue('jobs', {
      RedrivePolicy: { deadLetterTargetArn: { 'Fn::GetAtt': ['Dead', 'Arn'] }, maxReceiveCount: 2 },
    }),
    Dead: queue('dead'),
  });
  const sqs = new SQSClient(local.clientConfig);
  return {
    local,
    sqs,
    urlOf: (name: string) => `${local.endpoint}/000000000000/${name}`,
    attribute: async (QueueUrl: string, name: QueueAttributeName) =>
      (await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: [name] }))).Attributes?.[
        name
      ],
  };
}

test('a queue is created, found, and deleted', async () => {
  const { sqs, urlOf } = await open();
  const Attributes = { VisibilityTimeout: '45' };
  const create = (attributes: Record<string, string>) =>
    sqs.send(new CreateQueueCommand({ QueueName: 'more', Attributes: attributes }));
  expect(await create(Attributes)).toMatchObject({ QueueUrl: urlOf('more') });
  expect(await create(Attributes)).toMatchObject({ QueueUrl: urlOf('more') });
  await expect(create({ VisibilityTimeout: '46' })).rejects.toMatchObject({ name: 'QueueNameExists' });
  const list = async () => (await sqs.send(new ListQueuesCommand({ QueueNamePrefix: 'm' }))).QueueUrls;
  expect(await list()).toEqual([urlOf('more')]);
  await sqs.send(new DeleteQueueCommand({ QueueUrl: urlOf('more') }));
  expect(await list()).toBeUndefined();
  await expect(sqs.send(new GetQueueUrlCommand({ QueueName: 'more' }))).rejects.toMatchObject({
    name: 'QueueDoesNotExist',
  });
});

test('attributes that are set count at once', async () => {
  const { sqs, urlOf, attribute } = await open();
  const QueueUrl = urlOf('jobs');
  await sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { DelaySeconds: '60' } }));
  expect(await attribute(QueueUrl, 'DelaySeconds')).toBe('60');
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'later' }));
  expect(await attribute(QueueUrl, 'ApproximateNumberOfMessagesDelayed')).toBe('1');
  await expect(
    sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { DelaySeconds: '901' } })),
  ).rejects.toMatchObject({ name: 'InvalidAttributeValue' });
});

test('a queue that is purged is empty', async () => {
  const { sqs, urlOf, attribute } = await open();
  const QueueUrl = urlOf('jobs');
  for (const MessageBody of ['one', 'two']) await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody }));
  await sqs.send(new PurgeQueueCommand({ QueueUrl }));
  expect(await attribute(QueueUrl, 'ApproximateNumberOfMessages')).toBe('0');
});

test('tags are put, listed and taken off', async () => {
  const { sqs, urlOf } = await open();
  const QueueUrl = urlOf('jobs');
  await sqs.send(new TagQueueCommand({ QueueUrl, Tags: { team: 'orders', stage: 'dev' } }));
  await sqs.send(new UntagQueueCommand({ QueueUrl, TagKeys: ['stage'] }));
  expect((await sqs.send(new ListQueueTagsCommand({ QueueUrl }))).Tags).toEqual({ team: 'orders' });
});

test('visibility is changed and messages are deleted in batches, answered entry by entry', async () => {
  const { sqs, urlOf, attribute } = await open();
  const QueueUrl = urlOf('jobs');
  for (const MessageBody of ['one', 'two']) await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody }));
  const take = async () =>
    (await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }))).Messages ?? [];
  const entries = (await take()).map(({ ReceiptHandle }, index) => ({ Id: `${index}`, ReceiptHandle }));
  const shown = await sqs.send(
    new ChangeMessageVisibilityBatchCommand({
      QueueUrl,
      Entries: [
        ...entries.map((entry) => ({ ...entry, VisibilityTimeout: 0 })),
        { Id: 'bad', ReceiptHandle: 'made-up', VisibilityTimeout: 0 },
      ],
    }),
  );
  expect(shown).toMatchObject({
    Successful: [{ Id: '0' }, { Id: '1' }],
    Failed: [{ Id: 'bad', Code: 'ReceiptHandleIsInvalid' }],
  });
  const again = (await take()).map(({ ReceiptHandle }, index) => ({ Id: `${index}`, ReceiptHandle }));
  const gone = await sqs.send(new DeleteMessageBatchCommand({ QueueUrl, Entries: again }));
  expect(gone.Successful).toHaveLength(2);
  expect(await attribute(QueueUrl, 'ApproximateNumberOfMessagesNotVisible')).toBe('0');
});

test('a move task that is cancelled moves no more', async () => {
  const { local, sqs, urlOf, attribute } = await open();
  for (const MessageBody of ['one', 'two', 'three'])
    await sqs.send(new SendMessageCommand({ QueueUrl: urlOf('dead'), MessageBody }));
  const { TaskHandle } = await sqs.send(
    new StartMessageMoveTaskCommand({
      SourceArn: arnOf('dead'),
      DestinationArn: arnOf('jobs'),
      MaxNumberOfMessagesPerSecond: 1,
    }),
  );
  const cancel = () => sqs.send(new CancelMessageMoveTaskCommand({ TaskHandle }));
  expect(await cancel()).toMatchObject({ ApproximateNumberOfMessagesMoved: 1 });
  await local.advance(10_000);
  expect(await attribute(urlOf('dead'), 'ApproximateNumberOfMessages')).toBe('2');
  const { Results } = await sqs.send(new ListMessageMoveTasksCommand({ SourceArn: arnOf('dead') }));
  expect(Results).toMatchObject([{ Status: 'CANCELLED' }]);
  await expect(cancel()).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
});
