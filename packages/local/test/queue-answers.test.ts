import {
  ChangeMessageVisibilityCommand,
  CreateQueueCommand,
  DeleteMessageCommand,
  DeleteQueueCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ListMessageMoveTasksCommand,
  ListQueuesCommand,
  type MessageSystemAttributeValue,
  PurgeQueueCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SetQueueAttributesCommand,
  SQSClient,
  StartMessageMoveTaskCommand,
} from '@aws-sdk/client-sqs';
import { describe, expect, onTestFinished, test } from 'vitest';
import { type LocalOverHttp, queue, runtime } from './runtime.ts';

const arn = (name: string) => `arn:aws:sqs:us-east-1:000000000000:${name}`;
const redrive = (maxReceiveCount: number) => ({
  RedrivePolicy: { deadLetterTargetArn: { 'Fn::GetAtt': ['Dead', 'Arn'] }, maxReceiveCount },
});

async function queues(): Promise<{ local: LocalOverHttp; sqs: SQSClient; url: (name: string) => string }> {
  const local = await runtime({
    Dead: queue('dead'),
    Jobs: queue('jobs', redrive(1)),
    Spare: queue('spare'),
  });
  const sqs = new SQSClient({ ...local.clientConfig, maxAttempts: 1 });
  onTestFinished(() => sqs.destroy());
  return { local, sqs, url: (name) => `${local.endpoint}/000000000000/${name}` };
}

describe('a move task whose messages have nowhere to go', () => {
  async function deadLettered() {
    const world = await queues();
    const { local, sqs, url } = world;
    for (const MessageBody of ['one', 'two', 'three'])
      await sqs.send(new SendMessageCommand({ QueueUrl: url('jobs'), MessageBody }));
    const receive = () =>
      sqs.send(new ReceiveMessageCommand({ QueueUrl: url('jobs'), MaxNumberOfMessages: 10 }));
    await receive();
    await local.advance(31_000);
    await receive();
    const waiting = async () => {
      const { Attributes } = await sqs.send(
        new GetQueueAttributesCommand({ QueueUrl: url('dead'), AttributeNames: ['All'] }),
      );
      return Number(Attributes?.ApproximateNumberOfMessages);
    };
    expect(await waiting()).toBe(3);
    const task = async () =>
      (await sqs.send(new ListMessageMoveTasksCommand({ SourceArn: arn('dead') }))).Results?.[0];
    return { ...world, waiting, task };
  }

  test('because its destination goes meanwhile: FAILED, and what is not moved stays', async () => {
    const { local, sqs, url, waiting, task } = await deadLettered();
    await sqs.send(
      new StartMessageMoveTaskCommand({
        SourceArn: arn('dead'),
        DestinationArn: arn('spare'),
        MaxNumberOfMessagesPerSecond: 1,
      }),
    );
    await sqs.send(new DeleteQueueCommand({ QueueUrl: url('spare') }));
    await local.advance(5000);
    expect(await task()).toMatchObject({
      Status: 'FAILED',
      FailureReason: 'AWS.SimpleQueueService.NonExistentQueue',
      ApproximateNumberOfMessagesMoved: 1,
    });
    expect(await waiting()).toBe(2);
  });

  test('because the queue that they came from is gone: FAILED, and they stay', async () => {
    const { sqs, url, waiting, task } = await deadLettered();
    const redrivePolicy = JSON.stringify({ deadLetterTargetArn: arn('dead'), maxReceiveCount: 1 });
    await sqs.send(
      new SetQueueAttributesCommand({ QueueUrl: url('spare'), Attributes: { RedrivePolicy: redrivePolicy } }),
    );
    await sqs.send(new DeleteQueueCommand({ QueueUrl: url('jobs') }));
    await sqs.send(new StartMessageMoveTaskCommand({ SourceArn: arn('dead') }));
    expect(await task()).toMatchObject({ Status: 'FAILED', ApproximateNumberOfMessagesMoved: 0 });
    expect(await waiting()).toBe(3);
  });

  test('because the dead-letter queue itself goes meanwhile: the queue that takes its name has no task', async () => {
    const { local, sqs, url, task } = await deadLettered();
    await sqs.send(
      new StartMessageMoveTaskCommand({
        SourceArn: arn('dead'),
        DestinationArn: arn('spare'),
        MaxNumberOfMessagesPerSecond: 1,
      }),
    );
    await sqs.send(new DeleteQueueCommand({ QueueUrl: url('dead') }));
    await sqs.send(new CreateQueueCommand({ QueueName: 'dead' }));
    await local.advance(5000);
    expect(await task()).toBeUndefined();
    expect(await local.receiveMessage('spare')).toBeDefined();
  });
});

test('a queue of another account is not the local one of the same name', async () => {
  const { local, sqs } = await queues();
  const QueueUrl = `${local.endpoint}/111122223333/jobs`;
  await expect(sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'x' }))).rejects.toMatchObject({
    name: 'QueueDoesNotExist',
  });
  await expect(
    sqs.send(new GetQueueUrlCommand({ QueueName: 'jobs', QueueOwnerAWSAccountId: '111122223333' })),
  ).rejects.toMatchObject({ name: 'QueueDoesNotExist' });
});

test.each([
  [
    'an empty text',
    { a: { DataType: 'String', StringValue: '' } },
    /must contain a non-empty value of type 'String'/,
  ],
  ['a number that is none', { a: { DataType: 'Number', StringValue: 'abc' } }, /Can't cast the value/],
  [
    "a name of AWS's",
    { 'aws.x': { DataType: 'String', StringValue: 'x' } },
    /attribute name 'aws\.x' is invalid/,
  ],
  [
    'a name with a space',
    { 'a b': { DataType: 'String', StringValue: 'x' } },
    /attribute name 'a b' is invalid/,
  ],
  ['a hexadecimal number', { a: { DataType: 'Number', StringValue: '0x10' } }, /Can't cast the value/],
  ['a number in spaces', { a: { DataType: 'Number', StringValue: ' 5' } }, /Can't cast the value/],
  [
    'a number of 39 digits',
    { a: { DataType: 'Number', StringValue: '7'.repeat(39) } },
    /Can't cast the value/,
  ],
  [
    'a number beyond 10^126',
    { a: { DataType: 'Number.exact', StringValue: '1e127' } },
    /Can't cast the value/,
  ],
  ['a type of 257 characters', { a: { DataType: `String.${'x'.repeat(250)}`, StringValue: 'x' } }, /type of/],
  ['a control character', { a: { DataType: 'String', StringValue: '\u0001' } }, /Invalid characters/],
])('a message attribute with %s is refused', async (_, MessageAttributes, message) => {
  const { sqs, url } = await queues();
  const sent = sqs.send(
    new SendMessageCommand({ QueueUrl: url('jobs'), MessageBody: 'x', MessageAttributes }),
  );
  await expect(sent).rejects.toThrow(message);
});

test('a second purge within 60 seconds is refused', async () => {
  const { local, sqs, url } = await queues();
  const purge = () => sqs.send(new PurgeQueueCommand({ QueueUrl: url('jobs') }));
  await purge();
  await expect(purge()).rejects.toMatchObject({ name: 'PurgeQueueInProgress' });
  await local.advance(60_000);
  await purge();
});

test('both kinds of encryption at once are refused, and an empty text restores a default', async () => {
  const { sqs, url } = await queues();
  const Attributes = { SqsManagedSseEnabled: 'true', KmsMasterKeyId: 'alias/aws/sqs' };
  await expect(sqs.send(new CreateQueueCommand({ QueueName: 'both', Attributes }))).rejects.toThrow(
    /one type of server-side encryption/,
  );
  const set = (VisibilityTimeout: string) =>
    sqs.send(new SetQueueAttributesCommand({ QueueUrl: url('jobs'), Attributes: { VisibilityTimeout } }));
  const timeout = async () =>
    (
      await sqs.send(
        new GetQueueAttributesCommand({ QueueUrl: url('jobs'), AttributeNames: ['VisibilityTimeout'] }),
      )
    ).Attributes?.VisibilityTimeout;
  await set('7');
  expect(await timeout()).toBe('7');
  await set('');
  expect(await timeout()).toBe('30');
});

test('a message whose time ran out may still be extended, also when another consumer has it, until it is deleted', async () => {
  const { local, sqs, url } = await queues();
  const QueueUrl = url('spare');
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'x' }));
  const receive = async () =>
    (await sqs.send(new ReceiveMessageCommand({ QueueUrl, MessageAttributeNames: ['*'] }))).Messages?.[0];
  const first = await receive();
  await local.advance(31_000);
  const extend = (ReceiptHandle: string | undefined) =>
    sqs.send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout: 60 }));
  await extend(first?.ReceiptHandle);
  expect(await receive()).toBeUndefined();
  await local.advance(61_000);
  const second = await receive();
  await extend(first?.ReceiptHandle);
  await local.advance(31_000);
  expect(await receive()).toBeUndefined();
  await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: second?.ReceiptHandle }));
  await expect(extend(first?.ReceiptHandle)).rejects.toMatchObject({
    name: 'InvalidParameterValue',
    message: expect.stringContaining('not available for visibility timeout change') as string,
  });
});

test('ListQueues pages', async () => {
  const { sqs } = await queues();
  const first = await sqs.send(new ListQueuesCommand({ MaxResults: 2 }));
  expect(first.QueueUrls).toHaveLength(2);
  const { NextToken } = first;
  const second = await sqs.send(new ListQueuesCommand({ MaxResults: 2, NextToken }));
  expect(second.QueueUrls).toHaveLength(1);
  expect(second.NextToken).toBeUndefined();
});

test.each([
  ['another name', { Other: { DataType: 'String', StringValue: 'x' } }, /'Other' is invalid/],
  ['another type', { AWSTraceHeader: { DataType: 'Number', StringValue: '1' } }, /must be String/],
  ['no value', { AWSTraceHeader: { DataType: 'String', StringValue: '' } }, /non-empty value/],
])('a system attribute of %s is refused', async (_, attributes, message) => {
  const { sqs, url } = await queues();
  const sent = sqs.send(
    new SendMessageCommand({
      QueueUrl: url('jobs'),
      MessageBody: 'x',
      MessageSystemAttributes: attributes as Record<'AWSTraceHeader', MessageSystemAttributeValue>,
    }),
  );
  await expect(sent).rejects.toThrow(message);
});

test.each([
  ['AttributeNames', 'Foo', 'InvalidAttributeName'],
  ['MessageAttributeNames', 'a b', 'InvalidParameterValue'],
])('ReceiveMessage refuses a name in %s that there is not', async (member, name, code) => {
  const { sqs, url } = await queues();
  const received = sqs.send(new ReceiveMessageCommand({ QueueUrl: url('jobs'), [member]: [name] }));
  await expect(received).rejects.toMatchObject({ name: code });
});

test.each([
  ['a kind that a queue keeps', { FifoQueue: 'true' }, 'InvalidAttributeName'],
  ['what FIFO queues alone have', { ContentBasedDeduplication: 'true' }, 'InvalidAttributeName'],
  ['a flag that is none', { SqsManagedSseEnabled: 'maybe' }, 'InvalidAttributeValue'],
  ['a key reuse of under a minute', { KmsDataKeyReusePeriodSeconds: '59' }, 'InvalidAttributeValue'],
  ['a policy without a statement', { Policy: '{}' }, 'InvalidAttributeValue'],
  ['a policy whose statement is a text', { Policy: '{"Statement":"*"}' }, 'InvalidAttributeValue'],
  [
    'a policy whose statement has no effect',
    { Policy: '{"Statement":[{"Action":"sqs:*"}]}' },
    'InvalidAttributeValue',
  ],
  [
    'a permission that is none',
    { RedriveAllowPolicy: '{"redrivePermission":"some"}' },
    'InvalidAttributeValue',
  ],
  [
    'sources without byQueue',
    { RedriveAllowPolicy: '{"redrivePermission":"byQueue"}' },
    'InvalidAttributeValue',
  ],
  [
    'a redrive policy with a member too many',
    { RedrivePolicy: `{"deadLetterTargetArn":"${arn('dead')}","maxReceiveCount":1,"foo":1}` },
    'InvalidParameterValue',
  ],
  ...['arn:aws:sqs:us-east-1:000000000000:gone', 'arn:aws:sqs:eu-west-1:000000000000:dead'].map(
    (deadLetterTargetArn): [string, Record<string, string>, string] => [
      `a redrive to ${deadLetterTargetArn}`,
      { RedrivePolicy: JSON.stringify({ deadLetterTargetArn, maxReceiveCount: 1 }) },
      'InvalidParameterValue',
    ],
  ),
])('%s is refused by SetQueueAttributes', async (_, Attributes, code) => {
  const { sqs, url } = await queues();
  const set = sqs.send(new SetQueueAttributesCommand({ QueueUrl: url('spare'), Attributes }));
  await expect(set).rejects.toMatchObject({ name: code });
});

test.each([
  ['denies all', { redrivePermission: 'denyAll' }, false],
  ['allows another', { redrivePermission: 'byQueue', sourceQueueArns: [arn('jobs')] }, false],
  ['allows this one', { redrivePermission: 'byQueue', sourceQueueArns: [arn('spare')] }, true],
])('a dead-letter queue that %s decides who may redrive to it', async (_, policy, isAllowed) => {
  const { sqs, url } = await queues();
  const set = (name: string, Attributes: Record<string, string>) =>
    sqs.send(new SetQueueAttributesCommand({ QueueUrl: url(name), Attributes }));
  await set('dead', { RedriveAllowPolicy: JSON.stringify(policy) });
  const redriven = set('spare', {
    RedrivePolicy: JSON.stringify({ deadLetterTargetArn: arn('dead'), maxReceiveCount: 1 }),
  });
  if (isAllowed) await redriven;
  else await expect(redriven).rejects.toMatchObject({ name: 'InvalidParameterValue' });
});

test.each([
  ['is the source', { DestinationArn: arn('dead') }, 'InvalidParameterValue'],
  ['is not there', { DestinationArn: arn('gone') }, 'ResourceNotFoundException'],
  ['is no ARN', { DestinationArn: 'spare' }, 'InvalidParameterValue'],
])('a move task whose destination %s is refused', async (_, destination, code) => {
  const { sqs } = await queues();
  const started = sqs.send(new StartMessageMoveTaskCommand({ SourceArn: arn('dead'), ...destination }));
  await expect(started).rejects.toMatchObject({ name: code });
});
