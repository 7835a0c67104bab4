import { expect, test, vi } from 'vitest';
import { slowQueues } from '../../test/slow-queues.ts';
import { turnsDuring } from '../../test/turns.ts';

async function queueOf(messages: number) {
  const queues = slowQueues();
  await queues.call('CreateQueue', { QueueName: 'jobs' });
  await queues.send('jobs', messages);
  return { ...queues, QueueUrl: queues.urlOf('jobs') };
}

test('many messages are purged in many turns of the event loop, those that are received meanwhile too', async () => {
  const { call, QueueUrl } = await queueOf(100);
  const order: string[] = [];
  const turns = await turnsDuring(async () => {
    const purging = call('PurgeQueue', { QueueUrl }).then(() => order.push('purged'));
    await new Promise(setImmediate);
    expect(await call('ReceiveMessage', { QueueUrl })).toMatchObject({ Messages: [{}] });
    order.push('received');
    await purging;
  });
  expect(turns).toBeGreaterThanOrEqual(9);
  expect(order).toEqual(['received', 'purged']);
  const AttributeNames = ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'];
  expect(await call('GetQueueAttributes', { QueueUrl, AttributeNames })).toEqual({
    Attributes: { ApproximateNumberOfMessages: '0', ApproximateNumberOfMessagesNotVisible: '0' },
  });
});

test('a queue of many messages is deleted in many turns, and one of its name has nothing of what it was sent until then', async () => {
  const { call, send, QueueUrl } = await queueOf(100);
  const deleting = call('DeleteQueue', { QueueUrl });
  await send('jobs', 1);
  expect(await turnsDuring(() => deleting)).toBeGreaterThanOrEqual(9);
  await expect(call('ReceiveMessage', { QueueUrl })).rejects.toMatchObject({ code: 'QueueDoesNotExist' });
  await call('CreateQueue', { QueueName: 'jobs' });
  expect(await call('ReceiveMessage', { QueueUrl })).toEqual({});
});

test('many messages whose retention is over are gone at once, and leave the store in many turns', async () => {
  const { time, call, kept, QueueUrl } = await queueOf(100);
  time.now += 5 * 86_400_000;
  const AttributeNames = ['ApproximateNumberOfMessages'];
  expect(await call('GetQueueAttributes', { QueueUrl, AttributeNames })).toEqual({
    Attributes: { ApproximateNumberOfMessages: '0' },
  });
  expect(kept('jobs')).toBeGreaterThan(50);
  await vi.waitFor(() => expect(kept('jobs')).toBe(0));
});
