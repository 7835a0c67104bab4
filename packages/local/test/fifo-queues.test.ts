import {
  ChangeMessageVisibilityCommand,
  CreateQueueCommand,
  DeleteMessageCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { describe, expect, onTestFinished, test } from 'vitest';
import { functionResources, type Resources } from './app.ts';
import { queue, runtime } from './runtime.ts';

const fifo = (properties: object = {}): Resources => ({
  Orders: queue('orders.fifo', { FifoQueue: true, ...properties }),
});

async function open(resources: Resources) {
  const local = await runtime(resources);
  const sqs = new SQSClient({ ...local.clientConfig, maxAttempts: 1 });
  onTestFinished(() => sqs.destroy());
  const QueueUrl = `${local.endpoint}/000000000000/orders.fifo`;
  let sent = 0;
  return {
    local,
    sqs,
    QueueUrl,
    send: (MessageBody: string, MessageGroupId: string, MessageDeduplicationId = `n${++sent}`) =>
      sqs.send(new SendMessageCommand({ QueueUrl, MessageBody, MessageGroupId, MessageDeduplicationId })),
    receive: async (MaxNumberOfMessages = 1) =>
      (
        await sqs.send(
          new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages, MessageSystemAttributeNames: ['All'] }),
        )
      ).Messages ?? [],
    remove: (ReceiptHandle: string | undefined) =>
      sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle })),
  };
}

test('a group waits while one of its messages is in flight, and other groups do not', async () => {
  const { local, send, receive, remove } = await open(fifo());
  for (const [body, group] of [
    ['a1', 'a'],
    ['a2', 'a'],
    ['b1', 'b'],
  ] as const)
    await send(body, group);
  const [first] = await receive();
  expect([first?.Body, first?.Attributes?.MessageGroupId]).toEqual(['a1', 'a']);
  expect((await receive(10)).map(({ Body }) => Body)).toEqual(['b1']);
  expect(await receive()).toEqual([]);
  await remove(first?.ReceiptHandle);
  expect((await receive()).map(({ Body }) => Body)).toEqual(['a2']);
  await local.advance(31_000);
  expect((await receive(10)).map(({ Body }) => Body)).toEqual(['a2', 'b1']);
});

test('groups may tell messages apart each on its own', async () => {
  const { send, receive } = await open(
    fifo({ DeduplicationScope: 'messageGroup', FifoThroughputLimit: 'perMessageGroupId' }),
  );
  const sent = [await send('a', 'a', 'same'), await send('b', 'b', 'same'), await send('a', 'a', 'same')];
  expect(new Set(sent.map(({ MessageId }) => MessageId)).size).toBe(2);
  expect((await receive(10)).map(({ Body }) => Body)).toEqual(['a', 'b']);
});

test('a message whose visibility timeout is over is not deleted by its old receipt handle', async () => {
  const { local, send, receive, remove } = await open(fifo());
  await send('1', 'g');
  const [first] = await receive();
  await local.advance(30_000);
  const expired = /for parameter ReceiptHandle is invalid\. Reason: The receipt handle has expired\./;
  await expect(remove(first?.ReceiptHandle)).rejects.toThrow(expired);
  const [again] = await receive();
  await expect(remove(first?.ReceiptHandle)).rejects.toThrow(expired);
  await remove(again?.ReceiptHandle);
  await remove(again?.ReceiptHandle);
});

test("a message's delay of zero leaves the queue's, and any other is refused", async () => {
  const { local, sqs, QueueUrl, receive } = await open(fifo({ DelaySeconds: 2 }));
  const message = { QueueUrl, MessageBody: 'x', MessageGroupId: 'g', MessageDeduplicationId: 'd' };
  await sqs.send(new SendMessageCommand({ ...message, DelaySeconds: 0 }));
  expect(await receive()).toEqual([]);
  await local.advance(2000);
  expect(await receive()).toHaveLength(1);
  await expect(sqs.send(new SendMessageCommand({ ...message, DelaySeconds: 1 }))).rejects.toThrow(
    /Value 1 for parameter DelaySeconds is invalid/,
  );
});

test.each([
  ['first', 0, []],
  ['second', 1, ['1']],
  ['third', 2, ['1', '2']],
] as const)(
  'of three that were received, those before the %s come again while it is extended',
  async (_, extended, expected) => {
    const { local, sqs, QueueUrl, send, receive } = await open(fifo({ VisibilityTimeout: 1 }));
    for (const body of ['1', '2', '3']) await send(body, 'g');
    const { ReceiptHandle } = (await receive(10))[extended] ?? {};
    await sqs.send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout: 4 }));
    await local.advance(2500);
    expect((await receive(10)).map(({ Body }) => Body)).toEqual(expected);
  },
);

test('a batch takes messages of one group in their order', async () => {
  const { send, receive } = await open(fifo());
  for (const body of ['1', '2', '3']) await send(body, 'g');
  const received = await receive(10);
  expect(received.map(({ Body }) => Body)).toEqual(['1', '2', '3']);
  const numbers = received.map(({ Attributes }) => String(Attributes?.SequenceNumber));
  expect(numbers).toEqual(numbers.toSorted());
  expect(numbers[0]).toMatch(/^\d{20}$/);
});

test('what was sent within five minutes is not taken twice, by its ID or by its content', async () => {
  const { local, sqs, QueueUrl, send, receive } = await open(fifo({ ContentBasedDeduplication: true }));
  const first = await send('x', 'g', 'same');
  const again = await send('y', 'g', 'same');
  expect([again.MessageId, again.SequenceNumber]).toEqual([first.MessageId, first.SequenceNumber]);
  const byContent = () =>
    sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'z', MessageGroupId: 'g' }));
  await byContent();
  await byContent();
  expect((await receive(10)).map(({ Body }) => Body)).toEqual(['x', 'z']);
  await local.advance(300_000);
  expect((await send('later', 'h', 'same')).MessageId).not.toBe(first.MessageId);
});

test('a function that polls two groups has the messages of each in their order', async () => {
  const actions = ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'];
  const { local, send } = await open({
    ...fifo(),
    ...functionResources('Echo', { actions }),
    Mapping: {
      Type: 'AWS::Lambda::EventSourceMapping',
      Properties: {
        FunctionName: { Ref: 'Echo' },
        EventSourceArn: { 'Fn::GetAtt': ['Orders', 'Arn'] },
        BatchSize: 1,
      },
    },
  });
  const bodies: string[] = [];
  local.onLog((entry) => {
    if (entry.kind !== 'invoking') return;
    const { Records } = JSON.parse(entry.payload) as { Records: { body: string }[] };
    bodies.push(...Records.map(({ body }) => body));
  });
  for (let n = 1; n <= 4; n += 1) for (const group of ['a', 'b']) await send(`${group}${n}`, group);
  await local.idle();
  for (const group of ['a', 'b'])
    expect(bodies.filter((body) => body.startsWith(group))).toEqual([1, 2, 3, 4].map((n) => `${group}${n}`));
});

describe('what is refused', () => {
  test('a message without a group, or without a way to tell it apart', async () => {
    const { sqs, QueueUrl } = await open(fifo());
    await expect(sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'x' }))).rejects.toThrow(
      /must contain the parameter MessageGroupId/,
    );
    const undistinguished = new SendMessageCommand({ QueueUrl, MessageBody: 'x', MessageGroupId: 'g' });
    await expect(sqs.send(undistinguished)).rejects.toThrow(
      /ContentBasedDeduplication enabled or MessageDeduplicationId/,
    );
  });

  test('a name without .fifo, and a standard dead-letter queue', async () => {
    const { sqs } = await open(fifo());
    const create = new CreateQueueCommand({ QueueName: 'orders', Attributes: { FifoQueue: 'true' } });
    await expect(sqs.send(create)).rejects.toThrow(/must end with \.fifo/);
    const RedrivePolicy = { deadLetterTargetArn: { 'Fn::GetAtt': ['Dead', 'Arn'] }, maxReceiveCount: 2 };
    await expect(open({ ...fifo({ RedrivePolicy }), Dead: queue('dead') })).rejects.toThrow(
      /must be same type of queue/,
    );
  });
});

test('a standard queue takes a group, as a fair queue does, and hands it on', async () => {
  const { local, sqs } = await open({ ...fifo(), Jobs: queue('jobs') });
  const QueueUrl = `${local.endpoint}/000000000000/jobs`;
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'x', MessageGroupId: 'tenant' }));
  const { Messages } = await sqs.send(
    new ReceiveMessageCommand({ QueueUrl, MessageSystemAttributeNames: ['MessageGroupId'] }),
  );
  expect(Messages?.[0]?.Attributes).toEqual({ MessageGroupId: 'tenant' });
});
