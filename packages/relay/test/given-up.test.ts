import { describe, expect, it } from 'vitest';
import { acknowledged, awsError, endedNotice, heartbeat, openedAt, succeeded } from './messages.ts';
import { testRelay } from './test-relay.ts';

const later = awsError('InternalServerError', 500);

describe('what is given up', () => {
  const givenUpAt = openedAt + 2 * 86_400_000;

  it('is a notice without a verdict, with the reason beside its body', async () => {
    const { handle, faults, clock, letters, records } = await testRelay();
    clock.now = givenUpAt;
    faults.push({ operation: 'callbacksOf', error: later, when: 'before' });
    const notice = endedNotice('FAILED', { receives: 9, firstReceivedAt: openedAt });
    expect(await handle([notice])).toEqual(acknowledged);
    expect(letters).toEqual([{ body: notice.body, reason: 'given up: Query: InternalServerError' }]);
    expect(records).toEqual([]);
  });

  it('is a heartbeat with a verdict of its own', async () => {
    const { handle, faults, clock, letters, records } = await testRelay();
    clock.now = givenUpAt;
    faults.push({ operation: 'sendTaskHeartbeat', error: later, when: 'before' });
    expect(await handle([heartbeat({ receives: 9 })])).toEqual(acknowledged);
    expect(letters).toHaveLength(1);
    expect(records).toMatchObject([
      { verdict: 'undeliverable', reason: 'given up: SendTaskHeartbeat: InternalServerError' },
    ]);
  });

  it('comes again where the dead-letter queue cannot be reached, and both failures are reported', async () => {
    const { handle, faults, clock, reports, records } = await testRelay();
    clock.now = givenUpAt;
    faults.push(
      { operation: 'claim', error: later, when: 'before' },
      { operation: 'sendToDeadLetterQueue', error: later, when: 'before' },
    );
    const record = succeeded(1, { receives: 4 });
    await handle([record]);
    expect(records).toEqual([]);
    expect(reports).toMatchObject([{ operation: 'UpdateItem' }, { operation: 'SendMessage' }]);
  });
});
