import { describe, expect, it } from 'vitest';
import {
  acknowledged,
  awsError,
  endedNotice,
  heartbeat,
  openedAt,
  returned,
  succeeded,
  waitingRow,
} from './messages.ts';
import { testRelay } from './test-relay.ts';

const ids = (count: number) => Array.from({ length: count }, (_, at) => `orders:${at}`);
const rowsOf = (count: number) =>
  ids(count).map((correlationId) => waitingRow({ correlationId, taskToken: `token of ${correlationId}` }));
const resultsOf = (count: number) => ids(count).map((correlationId) => succeeded(1, { correlationId }));
const later = awsError('InternalServerError', 500);

describe('rows that a batch closes', () => {
  it('go to DynamoDB 25 in a call', async () => {
    const { handle, calls, verdicts, table } = await testRelay(rowsOf(26));
    expect(await handle(resultsOf(26))).toEqual(acknowledged);
    expect(calls.filter((call) => call === 'closeAll')).toHaveLength(2);
    expect(new Set(verdicts())).toEqual(new Set(['delivered']));
    for (const id of ids(26)) expect(await table.get(id)).toMatchObject({ state: 'settled' });
  });

  it('fail alone: one that is left open returns its own message, and the others have their verdicts', async () => {
    const { relay, handle, records, reports, clock } = await testRelay(rowsOf(3));
    const { closeAll } = relay.store;
    relay.store.closeAll = async (rows) => {
      await closeAll(rows.filter(({ correlationId }) => correlationId !== 'orders:1'));
      return ['orders:1'];
    };
    const results = resultsOf(3);
    expect(await handle(results)).toEqual(returned(...results.slice(1, 2)));
    expect(records.map(({ correlationId }) => correlationId).toSorted()).toEqual(['orders:0', 'orders:2']);
    expect(reports).toEqual([
      {
        correlationId: 'orders:1',
        operation: 'BatchWriteItem',
        kind: 'throttled',
        error: 'UnprocessedItems',
        message: 'DynamoDB left it unprocessed again and again',
        needsOperator: false,
      },
    ]);
    // Three pauses between four tries.
    expect(clock.now).toBeGreaterThan(openedAt);
  });

  it('all come again where their call failed, and have their verdicts then', async () => {
    const { handle, faults, verdicts, reports, sent } = await testRelay(rowsOf(2));
    faults.push({ operation: 'closeAll', error: later, when: 'before' });
    const results = resultsOf(2);
    expect(await handle(results)).toEqual(returned(...results));
    expect(reports).toMatchObject([{ correlationId: 'orders:0' }, { correlationId: 'orders:1' }]);
    expect(verdicts()).toEqual([]);
    expect(await handle(results)).toEqual(acknowledged);
    expect(verdicts()).toEqual(['delivered', 'delivered']);
    expect(sent).toHaveLength(2);
  });
});

describe('verdicts that are published together', () => {
  it('are held to ten in a call, and a call that fails returns its own messages alone', async () => {
    const { handle, faults, published, records } = await testRelay(rowsOf(12));
    const strangers = ids(12).map((correlationId) => succeeded(1, { correlationId, source: 'stranger' }));
    await handle(strangers.slice(0, 12));
    expect(published).toHaveLength(12);
    expect(records).toHaveLength(12);
    faults.push({ operation: 'putEvents', error: later, when: 'before' });
    const again = ids(12).map((correlationId, at) =>
      succeeded(1, { correlationId, source: 'stranger', id: `again-${at}` }),
    );
    expect(await handle(again)).toEqual(returned(...again.slice(0, 10)));
    expect(published).toHaveLength(14);
  });

  it('fail by the entry: the message of the one that was refused comes again', async () => {
    const { handle, refuseEntries, records, reports } = await testRelay(rowsOf(2));
    refuseEntries(1);
    const strangers = ids(2).map((correlationId) => succeeded(1, { correlationId, source: 'stranger' }));
    expect(await handle(strangers)).toEqual(returned(...strangers.slice(0, 1)));
    expect(records).toMatchObject([{ correlationId: 'orders:1', verdict: 'forbidden' }]);
    expect(reports).toMatchObject([
      { correlationId: 'orders:0', operation: 'PutEvents', error: 'InternalFailure' },
    ]);
  });
});

describe('the callbacks of an ended execution', () => {
  it('are published ten in a call, and each is closed', async () => {
    const { handle, calls, published, table } = await testRelay(rowsOf(12));
    expect(await handle([endedNotice('FAILED')])).toEqual(acknowledged);
    expect(calls.filter((call) => call === 'putEvents')).toHaveLength(2);
    expect(published).toHaveLength(12);
    for (const id of ids(12)) expect(await table.get(id)).toMatchObject({ state: 'cancelled' });
  });

  it('are found on every page of the index', async () => {
    const { relay, handle, published } = await testRelay(rowsOf(2));
    const cursors: unknown[] = [];
    relay.store.callbacksOf = async (_, cursor) => {
      cursors.push(cursor);
      return cursor === undefined
        ? { correlationIds: ['orders:0'], cursor: 'the second' }
        : { correlationIds: ['orders:1'] };
    };
    expect(await handle([endedNotice('FAILED')])).toEqual(acknowledged);
    expect(cursors).toEqual([undefined, 'the second']);
    expect(published).toHaveLength(2);
  });

  it('stay open where one cannot be published, so that they are found again', async () => {
    const { handle, refuseEntries, reports, table, published } = await testRelay(rowsOf(2));
    refuseEntries(1);
    const notice = endedNotice('FAILED');
    expect(await handle([notice])).toEqual(returned(notice));
    expect(reports).toEqual([expect.objectContaining({ operation: 'PutEvents', error: 'InternalFailure' })]);
    expect(reports[0]).not.toHaveProperty('correlationId');
    for (const id of ids(2)) expect(await table.get(id)).toMatchObject({ state: 'waiting' });
    expect(await handle([notice])).toEqual(acknowledged);
    expect(published).toHaveLength(3);
  });
});

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
});
