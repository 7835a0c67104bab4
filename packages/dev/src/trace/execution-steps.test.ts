import { expect, it } from 'vitest';
import { createCallbackTrace } from './index.ts';

const parentArn = 'arn:aws:states:us-east-1:000000000000:execution:orders:order-1';
const executionArn = 'arn:aws:states:us-east-1:000000000000:execution:orders/Lines:line-1';

it('an iteration of a Map run shows its parent, what it waits for and its end, as other children do', () => {
  const stepsOf = createCallbackTrace();
  const happens = (id: number, type: string, details: object = {}) =>
    stepsOf({
      ...{ kind: 'history', executionArn, parentArn },
      event: { id, previousEventId: id - 1, timestamp: 0, type, ...details },
    });
  expect(happens(1, 'ExecutionStarted')).toEqual([
    {
      ...{ station: 'started', correlationIds: [], executionArn, actor: 'execution', tone: 'plain' },
      text: 'order-1: starts line-1',
    },
  ]);
  const resource = 'invoke.waitForTaskToken';
  expect(happens(2, 'TaskSubmitted', { taskSubmittedEventDetails: { resource } })).toMatchObject([
    { executionArn, text: 'line-1: sleeps until its token comes back' },
  ]);
  const executionFailedEventDetails = { error: 'Declined', cause: 'no funds' };
  expect(happens(3, 'ExecutionFailed', { executionFailedEventDetails })).toMatchObject([
    { station: 'ended', executionArn, text: 'line-1: ExecutionFailed: Declined: no funds', tone: 'bad' },
  ]);
});

it('the start of an execution is shown by the call that starts it, and not again', () => {
  const event = { id: 1, previousEventId: 0, timestamp: 0, type: 'ExecutionStarted' };
  expect(createCallbackTrace()({ kind: 'history', executionArn: parentArn, event })).toEqual([]);
});
