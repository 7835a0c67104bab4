import { attemptOf } from '@callback-relay/callbacks-table';
import { describe, expect, it } from 'vitest';
import { acknowledged, endedNotice, returned, succeeded, waitingRow } from './messages.ts';
import { testRelay } from './test-relay.ts';

const ids = (count: number) => Array.from({ length: count }, (_, at) => `orders:${at}`);
const rowsOf = (count: number) =>
  ids(count).map((correlationId) => waitingRow({ correlationId, taskToken: `token of ${correlationId}` }));

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

  it('take no call more where the last one is full', async () => {
    const { handle, calls } = await testRelay(rowsOf(10));
    await handle([endedNotice('FAILED')]);
    expect(calls.filter((call) => call === 'putEvents')).toHaveLength(1);
  });

  it('are those that wait: the index may name others, which are settled or gone by now', async () => {
    const { relay, handle, calls, published } = await testRelay(rowsOf(2));
    await handle([succeeded(1, { correlationId: 'orders:1' })]);
    const correlationIds = ['orders:0', 'orders:1', 'orders:gone'];
    relay.store.callbacksOf = async () => ({ correlationIds });
    expect(await handle([endedNotice('FAILED')])).toEqual(acknowledged);
    expect(calls.filter((call) => call === 'read')).toHaveLength(3);
    expect(published.filter(({ detailType }) => detailType === 'Callback Cancelled')).toHaveLength(1);
  });

  it('are left alone where a redrive opened them, until that one ends too', async () => {
    const redriven = {
      correlationId: 'orders:1',
      attempt: attemptOf({ redriveCount: 1, retryCount: 0 }),
    } as const;
    const { handle, table } = await testRelay([
      waitingRow({ correlationId: 'orders:0' }),
      waitingRow(redriven),
    ]);
    expect(await handle([endedNotice('FAILED')])).toEqual(acknowledged);
    expect(await table.get('orders:0')).toMatchObject({ state: 'cancelled' });
    expect(await table.get('orders:1')).toMatchObject({ state: 'waiting' });
    expect(await handle([endedNotice('FAILED', { redriveCount: 1 })])).toEqual(acknowledged);
    expect(await table.get('orders:1')).toMatchObject({ state: 'cancelled' });
  });

  it('come again where any of a call is refused, not only the first', async () => {
    const { relay, handle } = await testRelay(rowsOf(2));
    relay.eventBus.putEvents = async () => [undefined, 'InternalFailure'];
    const notice = endedNotice('FAILED');
    expect(await handle([notice])).toEqual(returned(notice));
  });

  it('are searched at the same time as those of another execution in the batch', async () => {
    const { relay, handle } = await testRelay([]);
    const both = Promise.withResolvers<void>();
    let searches = 0;
    relay.store.callbacksOf = async () => {
      searches += 1;
      if (searches === 2) both.resolve();
      await both.promise;
      return { correlationIds: [] };
    };
    const notices = ['arn:one', 'arn:two'].map((executionArn) => endedNotice('FAILED', { executionArn }));
    expect(await handle(notices)).toEqual(acknowledged);
  });
});
