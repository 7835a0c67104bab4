import { describe, expect, it } from 'vitest';
import {
  acknowledged,
  awsError,
  endedNotice,
  openedAt,
  resumed,
  returned,
  succeeded,
  waitingRow,
} from './messages.ts';
import { testRelay } from './test-relay.ts';

/** Promise 5, and that no team's load is another's outage: SQS allows 120,000 messages in flight in a queue. */

const broken = { operation: 'claim', error: awsError('InternalServerError', 500), when: 'before' } as const;
const received = { receives: 1, firstReceivedAt: openedAt };

describe('a message that is to be handled again', () => {
  it('stays in the relay queue, hidden, for a moment only', async () => {
    const seconds: (number | undefined)[] = [];
    const delays: (number | undefined)[] = [];
    for (const receives of [1, 2, 4, 5, 20]) {
      const { handle, faults, visibilities, deferred } = await testRelay();
      faults.push(broken);
      await handle([succeeded(1, { receives })]);
      seconds.push(visibilities[0]?.seconds);
      delays.push(deferred[0]?.delaySeconds);
    }
    expect(seconds).toEqual([2, 3, 12, undefined, undefined]);
    expect(delays).toEqual([undefined, undefined, undefined, 24, 675]);
  });

  it('takes its history to the deferred queue, and the original is acknowledged', async () => {
    const { handle, faults, deferred } = await testRelay();
    faults.push(broken);
    const record = succeeded(1, { receives: 6 });
    expect(await handle([record])).toEqual(acknowledged);
    const attributes = { receives: 6, firstReceivedAt: openedAt, resumeAt: openedAt + 48_000 };
    expect(deferred).toEqual([{ body: record.body, delaySeconds: 48, attributes }]);
  });

  it('is handled when its time has come, and not before', async () => {
    const { handle, verdicts, deferred, clock } = await testRelay();
    const { body } = succeeded(1);
    const attributes = { ...received, resumeAt: openedAt + 10_000 };
    const record = resumed({ body, delaySeconds: 0, attributes }, openedAt);
    clock.now = openedAt + 9_999;
    expect(await handle([record])).toEqual(acknowledged);
    expect(deferred).toMatchObject([{ delaySeconds: 1, attributes: { resumeAt: openedAt + 10_999 } }]);
    clock.now = openedAt + 10_000;
    await handle([record]);
    expect(verdicts()).toEqual(['delivered']);
  });

  it('of the deferred queue comes back by itself where it cannot be deferred again', async () => {
    const { handle, faults } = await testRelay();
    faults.push(broken, { ...broken, operation: 'defer' });
    const attributes = { ...received, receives: 0, resumeAt: openedAt };
    const record = resumed({ body: succeeded(1).body, delaySeconds: 0, attributes }, openedAt);
    expect(await handle([record])).toEqual(returned(record));
  });

  it('of the deferred queue is deferred again, however short the time', async () => {
    const { handle, faults, deferred, visibilities } = await testRelay();
    faults.push(broken);
    const attributes = { ...received, receives: 0, resumeAt: openedAt };
    await handle([resumed({ body: succeeded(1).body, delaySeconds: 0, attributes }, openedAt)]);
    expect(deferred).toMatchObject([{ delaySeconds: 2 }]);
    expect(visibilities).toEqual([]);
  });

  it('stays in the relay queue, hidden for its time, where it cannot be deferred', async () => {
    const { handle, faults, visibilities, reports } = await testRelay([]);
    faults.push({ operation: 'defer', error: awsError('InvalidParameterValue'), when: 'before' });
    const record = succeeded(1);
    expect(await handle([record])).toEqual(returned(record));
    expect(visibilities).toEqual([{ handle: record.receiptHandle, seconds: 3_600 }]);
    expect(reports).toMatchObject([{ operation: 'SendMessage', correlationId: 'orders:abc' }]);
  });

  it('is never hidden for more than the 12 hours that SQS allows, its handling included', async () => {
    const { handle, faults, visibilities } = await testRelay([], { parkedSeconds: 43_200 });
    faults.push({ operation: 'defer', error: awsError('InvalidParameterValue'), when: 'before' });
    await handle([succeeded(1)]);
    expect(visibilities).toMatchObject([{ seconds: 42_300 }]);
  });

  it('of the deferred queue comes back by itself where it cannot be deferred', async () => {
    const { handle, faults, visibilities } = await testRelay([]);
    faults.push({ operation: 'defer', error: awsError('InternalError', 500), when: 'before' });
    const attributes = { ...received, resumeAt: openedAt };
    const record = resumed({ body: succeeded(1).body, delaySeconds: 0, attributes }, openedAt);
    expect(await handle([record])).toEqual(returned(record));
    expect(visibilities).toEqual([]);
  });

  it('of an execution that succeeded goes to the deferred queue, where it came from without a history', async () => {
    const { handle, faults, deferred, visibilities } = await testRelay();
    const fault = {
      operation: 'putEvents',
      error: awsError('InternalException', 500),
      when: 'before',
    } as const;
    faults.push(fault);
    const record = endedNotice('SUCCEEDED', { firstReceivedAt: openedAt });
    expect(await handle([record])).toEqual(acknowledged);
    expect(deferred).toMatchObject([{ body: record.body, delaySeconds: 2, attributes: received }]);
    expect(visibilities).toEqual([]);
    faults.push(fault, { ...fault, operation: 'defer' });
    expect(await handle([record])).toEqual(returned(record));
    expect(visibilities).toEqual([]);
  });

  it('comes back by itself where its visibility cannot be changed', async () => {
    const { handle, faults, reports } = await testRelay();
    faults.push(broken, {
      operation: 'changeVisibility',
      error: awsError('InvalidParameterValue'),
      when: 'before',
    });
    const record = succeeded(1);
    expect(await handle([record])).toEqual(returned(record));
    expect(reports).toMatchObject([{ operation: 'UpdateItem' }, { operation: 'ChangeMessageVisibility' }]);
  });

  it('is given up by its whole history, on both queues', async () => {
    const { handle, faults, letters, clock } = await testRelay([waitingRow({ deadline: openedAt + 1 })]);
    faults.push({ ...broken, error: awsError('ProvisionedThroughputExceededException') });
    clock.now = openedAt + 86_400_001;
    const attributes = { receives: 2, firstReceivedAt: openedAt, resumeAt: openedAt };
    await handle([resumed({ body: succeeded(1).body, delaySeconds: 0, attributes }, clock.now)]);
    expect(letters).toHaveLength(1);
  });
});
