import { expect, test } from 'vitest';
import { slowQueues } from '../../test/slow-queues.ts';
import { turnsDuring } from '../../test/turns.ts';

test('many messages are moved in many turns of the event loop, in the order in which they came', async () => {
  const { call, send, urlOf, arnOf } = slowQueues();
  const deadLetterTargetArn = arnOf('dead');
  await call('CreateQueue', { QueueName: 'dead' });
  await call('CreateQueue', {
    QueueName: 'jobs',
    Attributes: { RedrivePolicy: JSON.stringify({ deadLetterTargetArn, maxReceiveCount: 1 }) },
  });
  await send('dead', 100);
  const task = { SourceArn: deadLetterTargetArn, DestinationArn: arnOf('jobs') };
  // Two milliseconds for each, and ten for a slice.
  expect(await turnsDuring(() => call('StartMessageMoveTask', task))).toBeGreaterThanOrEqual(19);
  expect(await call('ListMessageMoveTasks', { SourceArn: deadLetterTargetArn })).toMatchObject({
    Results: [{ Status: 'COMPLETED', ApproximateNumberOfMessagesMoved: 100 }],
  });
  const first = await call('ReceiveMessage', { QueueUrl: urlOf('jobs'), MaxNumberOfMessages: 2 });
  expect(first).toMatchObject({ Messages: [{ Body: '0' }, { Body: '1' }] });
});
