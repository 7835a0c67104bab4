import { expect, it } from 'vitest';
import { queue } from '../src/services/queue.ts';
import { queueWithDeadLetters } from '../src/services/queue-with-dead-letters.ts';
import { quietSimulator } from './quiet-simulator.ts';

const options = { name: 'queue', visibilityTimeout: 1_000, retention: 60_000 };

it('hides a message that was received until its visibility is over, and counts receives', async () => {
  const simulator = quietSimulator();
  const messages = queue(simulator, options);
  messages.send('body');
  expect(messages.receive(10)).toMatchObject([{ body: 'body', receiveCount: 1 }]);
  expect(messages.receive(10)).toEqual([]);
  expect(messages.nextVisibleAt()).toBe(1_000);
  simulator.time.at(1_000, () => {
    expect(messages.receive(10)).toMatchObject([{ receiveCount: 2, firstReceivedAt: 0 }]);
  });
  await simulator.time.run(10);
  expect(messages.bodies()).toEqual(['body']);
});

it('knows only the latest receipt of a message', () => {
  const messages = queue(quietSimulator(), options);
  messages.send('body');
  const [first] = messages.receive(1);
  messages.changeVisibility(first?.receiptHandle ?? '', 0);
  const [second] = messages.receive(1);
  messages.delete(first?.receiptHandle ?? '');
  expect(messages.bodies()).toEqual(['body']);
  messages.delete(second?.receiptHandle ?? '');
  expect(messages.bodies()).toEqual([]);
});

it('refuses to hide a message for more than 12 hours from its receive', () => {
  const messages = queue(quietSimulator(), options);
  messages.send('body');
  const [message] = messages.receive(1);
  const hide = (seconds: number) => messages.changeVisibility(message?.receiptHandle ?? '', seconds * 1_000);
  expect(() => hide(43_201)).toThrow('beyond the limit');
  expect(() => hide(43_200)).not.toThrow();
});

it('moves a message that was received too often to the dead-letter queue, and sends it again when it is redriven', () => {
  const {
    queue: source,
    deadLetters,
    redrive,
  } = queueWithDeadLetters(
    quietSimulator(),
    'queue',
    { visibilitySeconds: 360, retentionSeconds: 345_600, maxReceiveCount: 2 },
    1_209_600,
  );
  source.send('body');
  for (let receive = 0; receive < 2; receive++) {
    const [message] = source.receive(1);
    source.changeVisibility(message?.receiptHandle ?? '', 0);
  }
  expect(source.receive(1)).toEqual([]);
  expect(deadLetters.bodies()).toEqual(['body']);
  expect(redrive()).toBe(1);
  expect(source.receive(1)).toMatchObject([{ body: 'body', receiveCount: 1 }]);
});

it('drops a message when its retention is over', async () => {
  const simulator = quietSimulator();
  const messages = queue(simulator, options);
  messages.send('body');
  simulator.time.at(60_000, () => expect(messages.receive(1)).toEqual([]));
  await simulator.time.run(10);
  expect(messages.expired()).toEqual(['body']);
});
