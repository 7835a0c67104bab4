import { expect, onTestFinished, test, vi } from 'vitest';
import { turnsDuring } from '../../test/turns.ts';
import { type Collection, createMemoryKeyValueStore } from '../foundation/data/key-value-store.ts';
import { createQueues } from './queues.ts';

const caller = { account: '000000000000', region: 'us-east-1' };
const arnOf = (name: string) => `arn:aws:sqs:us-east-1:000000000000:${name}`;

/** Collections in which it takes a millisecond to keep a value, by a clock that nothing else moves. */
function createSlowStore() {
  vi.useFakeTimers({ toFake: ['performance'] });
  onTestFinished(() => void vi.useRealTimers());
  const store = createMemoryKeyValueStore();
  return {
    collection<Value>(name: string): Collection<Value> {
      const { put, ...rest } = store.collection<Value>(name);
      return {
        ...rest,
        put(key, value) {
          vi.advanceTimersByTime(1);
          put(key, value);
        },
      };
    },
  };
}

function openQueues() {
  const urlOf = (name: string) => `http://127.0.0.1/000000000000/${name}`;
  const { service } = createQueues({
    clock: { now: () => 1_800_000_000_000, setTimer: () => ({ cancel: () => {} }) },
    store: createSlowStore(),
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

test('messages that take a tenth of a second are moved in ten turns of the event loop, in the order in which they came', async () => {
  const { call, urlOf } = openQueues();
  const deadLetterTargetArn = arnOf('dead');
  await call('CreateQueue', { QueueName: 'dead' });
  await call('CreateQueue', {
    QueueName: 'jobs',
    Attributes: { RedrivePolicy: JSON.stringify({ deadLetterTargetArn, maxReceiveCount: 1 }) },
  });
  for (let n = 0; n < 100; n += 1)
    await call('SendMessage', { QueueUrl: urlOf('dead'), MessageBody: String(n) });
  const task = { SourceArn: deadLetterTargetArn, DestinationArn: arnOf('jobs') };
  expect(await turnsDuring(() => call('StartMessageMoveTask', task))).toBeGreaterThanOrEqual(9);
  expect(await call('ListMessageMoveTasks', { SourceArn: deadLetterTargetArn })).toMatchObject({
    Results: [{ Status: 'COMPLETED', ApproximateNumberOfMessagesMoved: 100 }],
  });
  const first = await call('ReceiveMessage', { QueueUrl: urlOf('jobs'), MaxNumberOfMessages: 2 });
  expect(first).toMatchObject({ Messages: [{ Body: '0' }, { Body: '1' }] });
});
