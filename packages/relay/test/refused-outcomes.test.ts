import { describe, expect, it } from 'vitest';
import { acknowledged, awsError, failed, succeeded } from './messages.ts';
import { testRelay } from './test-relay.ts';

describe('an outcome that Step Functions refuses', () => {
  it.each(['InvalidOutput', 'ValidationException'])(
    'as an output, with %s, fails the task with the reason in its cause and its verdict',
    async (name) => {
      const { handle, faults, sent, records } = await testRelay();
      faults.push({ operation: 'sendTaskSuccess', error: awsError(name), when: 'before' });
      expect(await handle([succeeded(1)])).toEqual(acknowledged);
      const reason = `Step Functions refused the output: ${name}`;
      expect(sent).toEqual([
        { operation: 'sendTaskFailure', content: ['CallbackRelay.InvalidResult', reason] },
      ]);
      expect(records).toMatchObject([{ verdict: 'invalid', code: 'contract-broken', reason }]);
    },
  );

  it('as a failure is given up at once, because there is nothing else to send', async () => {
    const { handle, faults, calls, letters } = await testRelay();
    faults.push({ operation: 'sendTaskFailure', error: awsError('ValidationException'), when: 'before' });
    await handle([failed('Declined', 'no funds')]);
    expect(calls.filter((call) => call === 'sendTaskFailure')).toHaveLength(1);
    expect(letters).toMatchObject([{ reason: 'given up: SendTaskFailure: ValidationException' }]);
  });

  it.each(['TaskTimedOut', 'TaskDoesNotExist'])('with %s is late', async (name) => {
    const { handle, faults, verdicts } = await testRelay();
    faults.push({ operation: 'sendTaskSuccess', error: awsError(name), when: 'before' });
    expect(await handle([succeeded(1)])).toEqual(acknowledged);
    expect(verdicts()).toEqual(['late']);
  });
});
