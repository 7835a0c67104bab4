import { expect, it } from 'vitest';
import { createLogWatch } from './log-watch.ts';

const caller = { account: '000000000000', region: 'us-east-1' };

it('finds a token in a message, and says where', () => {
  const watch = createLogWatch();
  watch.hear({
    kind: 'call',
    service: 'sqs',
    operation: 'SendMessage',
    input: { QueueUrl: 'q', MessageBody: '{"token":"secret-1"}' },
    caller,
  });
  watch.hear({
    kind: 'call',
    service: 'states',
    operation: 'SendTaskSuccess',
    input: { taskToken: 'secret-1' },
    caller,
  });
  expect(watch.leaks()).toEqual([expect.stringContaining('message to q')]);
});
