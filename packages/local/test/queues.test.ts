import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  ListDeadLetterSourceQueuesCommand,
  ListMessageMoveTasksCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  SQSClient,
  StartMessageMoveTaskCommand,
} from '@aws-sdk/client-sqs';
import { expect, test } from 'vitest';
import { type LocalOverHttp, queue, runtime } from './runtime.ts';

async function open(properties: object = {}) {
  const local = await runtime({
    Jobs: queue('jobs', properties),
    Dead: queue('dead', { MessageRetentionPeriod: 1_209_600 }),
  });
  return { local, sqs: new SQSClient(local.clientConfig), QueueUrl: urlOf(local, 'jobs') };
}

const urlOf = (local: LocalOverHttp, name: string) => `${local.endpoint}/000000000000/${name}`;
const redrive = { deadLetterTargetArn: 'arn:aws:sqs:us-east-1:000000000000:dead', maxReceiveCount: 2 };

const receive = async (sqs: SQSClient, input: ConstructorParameters<typeof ReceiveMessageCommand>[0]) =>
  (await sqs.send(new ReceiveMessageCommand(input))).Messages ?? [];

test('a message comes with its attributes, digests and counts', async () => {
  const { sqs, QueueUrl, local } = await open();
  await sqs.send(
    new SendMessageCommand({
      QueueUrl,
      MessageBody: 'hello',
      MessageAttributes: { kind: { DataType: 'String', StringValue: 'greeting' } },
      MessageSystemAttributes: { AWSTraceHeader: { DataType: 'String', StringValue: 'Root=1-2-3' } },
    }),
  );
  const [message] = await receive(sqs, {
    QueueUrl,
    MessageAttributeNames: ['All'],
    MessageSystemAttributeNames: ['All'],
  });
  expect(message).toMatchObject({
    Body: 'hello',
    MD5OfBody: '5d41402abc4b2a76b9719d911017c592',
    MessageAttributes: { kind: { DataType: 'String', StringValue: 'greeting' } },
    MD5OfMessageAttributes: expect.stringMatching(/^[0-9a-f]{32}$/) as string,
    Attributes: {
      ApproximateReceiveCount: '1',
      SentTimestamp: String(local.now()),
      ApproximateFirstReceiveTimestamp: String(local.now()),
      AWSTraceHeader: 'Root=1-2-3',
    },
  });
});

test('the digest of message attributes is the one that AWS computes', async () => {
  const { md5OfAttributes } = await import('../src/queues/digest.ts');
  // From the AWS SDK for Java's own test of its client-side check.
  expect(md5OfAttributes({ timestamp: { StringValue: '1493147359900', DataType: 'Number' } })).toBe(
    '235c5c510d26fb653d073faed50ae77c',
  );
});

test('a received message is hidden until its visibility timeout is over', async () => {
  const { local, sqs, QueueUrl } = await open({ VisibilityTimeout: 60 });
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'once' }));
  expect(await receive(sqs, { QueueUrl })).toHaveLength(1);
  await local.advance(59_999);
  expect(await receive(sqs, { QueueUrl })).toHaveLength(0);
  await local.advance(1);
  expect(await receive(sqs, { QueueUrl })).toHaveLength(1);
});

test('a changed visibility counts from the change, and zero shows the message at once', async () => {
  const { local, sqs, QueueUrl } = await open();
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'x' }));
  const [{ ReceiptHandle } = {}] = await receive(sqs, { QueueUrl });
  await sqs.send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout: 3600 }));
  await local.advance(3_599_000);
  expect(await receive(sqs, { QueueUrl })).toHaveLength(0);
  await sqs.send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout: 0 }));
  expect(await receive(sqs, { QueueUrl })).toHaveLength(1);
  await expect(
    sqs.send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle: 'none', VisibilityTimeout: 0 })),
  ).rejects.toMatchObject({ name: 'ReceiptHandleIsInvalid' });
});

test('an outdated receipt handle deletes nothing', async () => {
  const { local, sqs, QueueUrl } = await open();
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'x' }));
  const [first] = await receive(sqs, { QueueUrl });
  await local.advance(30_000);
  const [second] = await receive(sqs, { QueueUrl });
  await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: first?.ReceiptHandle }));
  await local.advance(30_000);
  const [third] = await receive(sqs, { QueueUrl });
  expect(third?.MessageId).toBe(second?.MessageId);
  await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: third?.ReceiptHandle }));
  await local.advance(30_000);
  expect(await receive(sqs, { QueueUrl })).toHaveLength(0);
});

test('a delayed message comes when its delay is over', async () => {
  const { local, sqs, QueueUrl } = await open({ DelaySeconds: 10 });
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'late' }));
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'at once', DelaySeconds: 0 }));
  expect((await receive(sqs, { QueueUrl, MaxNumberOfMessages: 10 })).map(({ Body }) => Body)).toEqual([
    'at once',
  ]);
  await local.advance(10_000);
  expect((await receive(sqs, { QueueUrl })).map(({ Body }) => Body)).toEqual(['late']);
});

test('a long poll ends with the message that comes, or with nothing at its end', async () => {
  const { local, sqs, QueueUrl } = await open();
  const poll = receive(sqs, { QueueUrl, WaitTimeSeconds: 20 });
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'awaited' }));
  expect(await poll).toHaveLength(1);
  let ended = false;
  const empty = receive(sqs, { QueueUrl, WaitTimeSeconds: 20 }).finally(() => {
    ended = true;
  });
  while (!ended) await local.advance(1000);
  expect(await empty).toHaveLength(0);
});

test('a message over its retention is gone', async () => {
  const { local, sqs, QueueUrl } = await open({ MessageRetentionPeriod: 60 });
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'old' }));
  await local.advance(60_000);
  expect(await receive(sqs, { QueueUrl })).toHaveLength(0);
});

test('a message received too often goes to the dead-letter queue, and back by a move task', async () => {
  const { local, sqs, QueueUrl } = await open({ RedrivePolicy: redrive });
  const dead = urlOf(local, 'dead');
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'poison' }));
  for (let times = 0; times < 2; times += 1) {
    expect(await receive(sqs, { QueueUrl })).toHaveLength(1);
    await local.advance(30_000);
  }
  expect(await receive(sqs, { QueueUrl })).toHaveLength(0);
  const [message] = await receive(sqs, {
    QueueUrl: dead,
    VisibilityTimeout: 0,
    MessageSystemAttributeNames: ['All'],
  });
  expect(message).toMatchObject({
    Body: 'poison',
    Attributes: { DeadLetterQueueSourceArn: 'arn:aws:sqs:us-east-1:000000000000:jobs' },
  });
  const { queueUrls } = await sqs.send(new ListDeadLetterSourceQueuesCommand({ QueueUrl: dead }));
  expect(queueUrls).toEqual([QueueUrl]);

  const SourceArn = redrive.deadLetterTargetArn;
  await sqs.send(new StartMessageMoveTaskCommand({ SourceArn }));
  const { Results } = await sqs.send(new ListMessageMoveTasksCommand({ SourceArn }));
  expect(Results).toMatchObject([{ Status: 'COMPLETED', ApproximateNumberOfMessagesMoved: 1 }]);
  const [back] = await receive(sqs, { QueueUrl, MessageSystemAttributeNames: ['All'] });
  expect(back).toMatchObject({ Body: 'poison', Attributes: { ApproximateReceiveCount: '1' } });
  expect(back?.MessageId).not.toBe(message?.MessageId);
});

test('a move task keeps to its rate', async () => {
  const { local, sqs, QueueUrl } = await open({ RedrivePolicy: redrive });
  const dead = urlOf(local, 'dead');
  for (let n = 0; n < 3; n += 1)
    await sqs.send(new SendMessageCommand({ QueueUrl: dead, MessageBody: `${n}` }));
  await sqs.send(
    new StartMessageMoveTaskCommand({
      SourceArn: redrive.deadLetterTargetArn,
      DestinationArn: 'arn:aws:sqs:us-east-1:000000000000:jobs',
      MaxNumberOfMessagesPerSecond: 1,
    }),
  );
  const visible = async () => {
    const attributes = new GetQueueAttributesCommand({
      QueueUrl,
      AttributeNames: ['ApproximateNumberOfMessages'],
    });
    return (await sqs.send(attributes)).Attributes?.ApproximateNumberOfMessages;
  };
  expect(await visible()).toBe('1');
  await local.advance(1000);
  expect(await visible()).toBe('2');
  await local.advance(1000);
  expect(await visible()).toBe('3');
});

test('a queue that is not a dead-letter queue is not moved', async () => {
  const { sqs } = await open();
  const SourceArn = 'arn:aws:sqs:us-east-1:000000000000:jobs';
  await expect(sqs.send(new StartMessageMoveTaskCommand({ SourceArn }))).rejects.toMatchObject({
    name: 'InvalidParameterValue',
  });
});

test('a batch is answered entry by entry', async () => {
  const { sqs, QueueUrl } = await open();
  const Entries = [
    { Id: 'a', MessageBody: 'good' },
    { Id: 'b', MessageBody: 'bad \u0000' },
  ];
  const { Successful, Failed } = await sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
  expect(Successful?.map(({ Id }) => Id)).toEqual(['a']);
  expect(Failed).toMatchObject([{ Id: 'b', SenderFault: true, Code: 'InvalidMessageContents' }]);
});

test.each([
  [
    'twice the same Id',
    [
      { Id: 'a', MessageBody: '1' },
      { Id: 'a', MessageBody: '2' },
    ],
    'BatchEntryIdsNotDistinct',
  ],
  ['no entry', [], 'EmptyBatchRequest'],
  [
    'eleven entries',
    Array.from({ length: 11 }, (_, n) => ({ Id: `${n}`, MessageBody: 'x' })),
    'TooManyEntriesInBatchRequest',
  ],
  [
    'over 1 MiB together',
    [
      { Id: 'a', MessageBody: 'x'.repeat(600_000) },
      { Id: 'b', MessageBody: 'x'.repeat(600_000) },
    ],
    'BatchRequestTooLong',
  ],
])('a batch with %s is refused', async (_, Entries, code) => {
  const { sqs, QueueUrl } = await open();
  await expect(sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries }))).rejects.toMatchObject({
    name: expect.stringContaining(code) as string,
  });
});

test('a message of 1 MiB is taken, and one byte more is not', async () => {
  const { sqs, QueueUrl } = await open();
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'x'.repeat(1_048_576) }));
  const over = new SendMessageCommand({ QueueUrl, MessageBody: 'x'.repeat(1_048_577) });
  await expect(sqs.send(over)).rejects.toMatchObject({ name: 'InvalidParameterValue' });
});
