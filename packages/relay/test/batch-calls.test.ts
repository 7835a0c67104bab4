import { describe, expect, it } from 'vitest';
import { acknowledged, awsError, eventOf, openedAt, returned, succeeded, waitingRow } from './messages.ts';
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

  it('take no call more where the last one is full', async () => {
    const { handle, calls } = await testRelay(rowsOf(25));
    await handle(resultsOf(25));
    expect(calls.filter((call) => call === 'closeAll')).toHaveLength(1);
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

  it('take no call more where the last one is full', async () => {
    const { handle, calls } = await testRelay(rowsOf(10));
    await handle(ids(10).map((correlationId) => succeeded(1, { correlationId, source: 'stranger' })));
    expect(calls.filter((call) => call === 'putEvents')).toHaveLength(1);
  });

  it('are repeated for none that is refused for the first time', async () => {
    const { handle, records } = await testRelay();
    await handle([eventOf('Callback Succeded', { version: '1.0', correlationId: 'orders:abc', output: 1 })]);
    expect(records).toMatchObject([{ verdict: 'invalid', repeated: false }]);
  });
});
