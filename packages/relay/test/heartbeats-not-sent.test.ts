import { describe, expect, it } from 'vitest';
import { acknowledged, awsError, heartbeat, openedAt, returned, succeeded, waitingRow } from './messages.ts';
import { testRelay } from './test-relay.ts';

describe('a heartbeat that is not sent', () => {
  it('says why, of a callback that is not open, and of one that has its result', async () => {
    const early = await testRelay([]);
    await early.handle([heartbeat()]);
    const reason = 'heartbeats are not parked: the callback is not open';
    expect(early.records).toMatchObject([{ verdict: 'unclaimed', reason, repeated: false }]);
    const late = await testRelay();
    await late.handle([succeeded(1)]);
    await late.handle([heartbeat({ id: 'event-2' })]);
    expect(late.records[1]).toMatchObject({ verdict: 'duplicate', reason: 'the callback has its result' });
  });

  it('shares the verdict, the code and the reason of the later one that stands for it', async () => {
    const { handle, records } = await testRelay();
    await handle([heartbeat({ id: 'a', source: 'stranger' }), heartbeat({ id: 'b', source: 'stranger' })]);
    const [first, second] = records;
    expect(first).toMatchObject({ verdict: 'forbidden', code: 'source-not-allowed' });
    expect({ ...first, event: second?.event }).toEqual(second);
  });

  it('is a duplicate of the later one that was sent, and says so', async () => {
    const { handle, records } = await testRelay();
    await handle([heartbeat({ id: 'a' }), heartbeat({ id: 'b' })]);
    expect(records[0]).toMatchObject({ verdict: 'duplicate', reason: 'a later heartbeat stands for it' });
  });

  it('takes no call of the quota where the function has no time left', async () => {
    const { handle, useUpQuota, clock, calls } = await testRelay();
    const quota = useUpQuota();
    clock.now += 1_000;
    const record = heartbeat();
    expect(await handle([record], 1_000)).toEqual(returned(record));
    expect(calls).toEqual(['changeVisibility']);
    expect(quota.take('SendTaskHeartbeat')).toBe(0);
  });

  it('gives the call of the quota back where its callback does not wait', async () => {
    const { handle, useUpQuota, clock } = await testRelay([]);
    const quota = useUpQuota();
    clock.now += 1_000;
    await handle([heartbeat()]);
    expect(quota.take('SendTaskHeartbeat')).toBe(0);
  });

  it('is dropped with a code and a reason when it is stale', async () => {
    const { handle, useUpQuota, clock, records } = await testRelay();
    clock.now = openedAt + 5_000;
    useUpQuota();
    await handle([heartbeat()]);
    expect(records).toMatchObject([
      { verdict: 'duplicate', code: 'heartbeat-stale', reason: expect.stringContaining('dropped') },
    ]);
  });

  it('is another event than one of the same ID with other progress, which stands for it', async () => {
    const { handle, records } = await testRelay();
    await handle([heartbeat({ id: 'a', progress: 1 }), heartbeat({ id: 'a', progress: 2 })]);
    expect(records).toMatchObject([
      { verdict: 'duplicate', repeated: false },
      { verdict: 'delivered', repeated: false },
    ]);
  });
});

describe('a heartbeat among others', () => {
  it('stands for them by the order of the batch, not of their senders', async () => {
    const { handle, records } = await testRelay([
      waitingRow({ allowedSources: ['orders.worker', 'people'] }),
    ]);
    await handle([heartbeat({ id: 'a' }), heartbeat({ id: 'b', source: 'people' }), heartbeat({ id: 'c' })]);
    expect(records.map(({ event, verdict }) => [event.id, verdict])).toEqual([
      ['a', 'duplicate'],
      ['b', 'duplicate'],
      ['c', 'delivered'],
    ]);
  });

  it('has its progress kept, though a later one of another sender brings none', async () => {
    const { handle, row } = await testRelay([waitingRow({ allowedSources: ['orders.worker', 'people'] })]);
    await handle([heartbeat({ id: 'a', progress: 5 }), heartbeat({ id: 'b', source: 'people' })]);
    expect(await row()).toMatchObject({ progress: '5', progressCount: 1 });
  });

  it('of a stranger is refused by the write that would keep its progress, without a read', async () => {
    const { handle, calls, verdicts } = await testRelay();
    await handle([heartbeat({ source: 'stranger', progress: 5 })]);
    expect(calls).toEqual(['recordProgress', 'putEvents']);
    expect(verdicts()).toEqual(['forbidden']);
  });

  it('for a callback over which results are parked is too early', async () => {
    const { handle, verdicts } = await testRelay([]);
    await handle([succeeded(1)]);
    await handle([heartbeat({ id: 'event-2' })]);
    expect(verdicts()).toEqual(['parked', 'unclaimed']);
  });

  it('is given up at once where Step Functions will never take the token', async () => {
    const { handle, faults, letters, verdicts } = await testRelay();
    faults.push({ operation: 'sendTaskHeartbeat', error: awsError('InvalidToken'), when: 'before' });
    expect(await handle([heartbeat()])).toEqual(acknowledged);
    expect(letters).toHaveLength(1);
    expect(verdicts()).toEqual(['undeliverable']);
  });

  it('is reported by the read that failed', async () => {
    const { handle, faults, reports, broken } = await testRelay();
    faults.push({ operation: 'read', error: awsError('InternalServerError', 500), when: 'before' });
    await handle([heartbeat()]);
    expect(reports).toMatchObject([{ operation: 'GetItem', correlationId: 'orders:abc' }]);
    expect(broken).toEqual([]);
  });
});
