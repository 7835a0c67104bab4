import { expect, test } from 'vitest';
import { turnsDuring } from '../../test/turns.ts';
import { createMemoryKeyValueStore } from '../foundation/data/key-value-store.ts';
import { createQueues } from './queues.ts';

const caller = { account: '000000000000', region: 'us-east-1' };
const arnOf = (name: string) => `arn:aws:sqs:us-east-1:000000000000:${name}`;

function openQueues() {
  const urlOf = (name: string) => `http://127.0.0.1/000000000000/${name}`;
  const { service } = createQueues({
    clock: { now: () => 1_800_000_000_000, setTimer: () => ({ cancel: () => {} }) },
    store: createMemoryKeyValueStore(),
    urlOf,
    arnOfUrl: (url) => arnOf(url.split('/').at(-1) ?? ''),
    onPolicy: () => {},
  });
  const call = async (operation: string, input: Record<string, unknown>) => {
    const run = service.operations[operation];
    if (run === undefined) throw new Error(`There is no operation ${operation}.`);
    return run(input, caller);
  };
  return { call, urlOf };
}

test('a hundred thousand messages are moved in many turns of the event loop, in the order in which they came', async () => {
  const { call, urlOf } = openQueues();
  const deadLetterTargetArn = arnOf('dead');
  await call('CreateQueue', { QueueName: 'dead' });
  await call('CreateQueue', {
    QueueName: 'jobs',
    Attributes: { RedrivePolicy: JSON.stringify({ deadLetterTargetArn, maxReceiveCount: 1 }) },
  });
  for (let n = 0; n < 100_000; n += 1)
    await call('SendMessage', { QueueUrl: urlOf('dead'), MessageBody: String(n) });
  const task = { SourceArn: deadLetterTargetArn, DestinationArn: arnOf('jobs') };
  expect(await turnsDuring(() => call('StartMessageMoveTask', task))).toBeGreaterThan(2);
  expect(await call('ListMessageMoveTasks', { SourceArn: deadLetterTargetArn })).toMatchObject({
    Results: [{ Status: 'COMPLETED', ApproximateNumberOfMessagesMoved: 100_000 }],
  });
  const first = await call('ReceiveMessage', { QueueUrl: urlOf('jobs'), MaxNumberOfMessages: 2 });
  expect(first).toMatchObject({ Messages: [{ Body: '0' }, { Body: '1' }] });
});
