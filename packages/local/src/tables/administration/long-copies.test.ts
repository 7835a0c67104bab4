import { expect, onTestFinished, test, vi } from 'vitest';
import { tableById, testTables } from '../../../test/test-tables.ts';
import { turnsDuring } from '../../../test/turns.ts';
import { openStore } from '../../foundation/data/store.ts';

const ITEMS = 500;
const TableName = 'items';
const put = (id: string) => ({ TableName, Item: { id: { S: id } } });

/** A table of many items, in a store whose every write takes four milliseconds by a clock that nothing else moves. */
async function openLong() {
  vi.useFakeTimers({ toFake: ['performance'] });
  onTestFinished(async () => {
    vi.useRealTimers();
    // What a slice began at is of the clock that is gone.
    await new Promise(setImmediate);
  });
  const store = openStore();
  const { call } = testTables({
    store: {
      ...store,
      write(work) {
        vi.advanceTimersByTime(4);
        return store.write(work);
      },
    },
  });
  await call('CreateTable', tableById);
  for (let at = 0; at < ITEMS; at += 25) {
    const items = Array.from({ length: 25 }, (_, n) => ({ PutRequest: { Item: put(`${at + n}`).Item } }));
    await call('BatchWriteItem', { RequestItems: { items } });
  }
  // Operations are loaded on their first use, which takes longer than a copy by that clock.
  for (const operation of [
    'CreateBackup',
    'RestoreTableFromBackup',
    'RestoreTableToPointInTime',
    'DeleteTable',
    'GetItem',
  ])
    await expect(call(operation, {})).rejects.toThrow();
  const rows = () => Number(store.prepare('SELECT count(*) AS count FROM table_items').get()?.count);
  const changes = () => Number(store.prepare('SELECT count(*) AS count FROM table_changes').get()?.count);
  const backUp = () => call('CreateBackup', { TableName, BackupName: 'nightly' });
  const restore = (BackupArn: string) =>
    call('RestoreTableFromBackup', { BackupArn, TargetTableName: 'again' });
  return { call, rows, changes, backUp, restore };
}

test('many items are backed up and restored in many turns of the event loop', async () => {
  const { call, backUp, restore } = await openLong();
  let arn = '';
  const backingUp = await turnsDuring(async () => {
    arn = (await backUp()).BackupDetails.BackupArn;
  });
  expect(backingUp).toBeGreaterThan(5);
  expect(await turnsDuring(() => restore(arn))).toBeGreaterThan(5);
  expect((await call('Scan', { TableName: 'again', Select: 'COUNT' })).Count).toBe(ITEMS);
});

test('what recovery kept goes in many turns once it is off, or the table is gone, and a restore from it is refused', async () => {
  const { call, changes } = await openLong();
  const recover = (PointInTimeRecoveryEnabled: boolean) =>
    call('UpdateContinuousBackups', {
      TableName,
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled },
    });
  const change = async (many: number) => {
    for (let n = 0; n < many; n += 1)
      await call('PutItem', { TableName, Item: { id: { S: '1' }, n: { N: `${n}` } } });
  };
  await recover(true);
  await change(300);
  expect(changes()).toBe(300);
  await recover(false);
  expect(changes()).toBeGreaterThan(0);
  expect(await turnsDuring(() => vi.waitFor(() => expect(changes()).toBe(0)))).toBeGreaterThan(4);
  await recover(true);
  await change(120);
  const restoring = expect(
    call('RestoreTableToPointInTime', {
      ...{ SourceTableName: TableName, TargetTableName: 'again', UseLatestRestorableTime: true },
    }),
  ).rejects.toMatchObject({ code: 'PointInTimeRecoveryUnavailableException' });
  await new Promise(setImmediate);
  await recover(false);
  await restoring;
  await recover(true);
  await change(120);
  await call('DeleteTable', { TableName });
  expect(changes()).toBeGreaterThan(0);
  await vi.waitFor(() => expect(changes()).toBe(0));
});

test('what is written while a backup is made waits for it, and what is read does not', async () => {
  const { call, backUp, restore } = await openLong();
  const order: string[] = [];
  const note = (name: string) => () => void order.push(name);
  const backup = backUp();
  await new Promise(setImmediate);
  const written = call('PutItem', put('late')).then(note('written'));
  const read = call('GetItem', { TableName, Key: { id: { S: '1' } } }).then(note('read'));
  const { BackupDetails } = await backup;
  await Promise.all([written, read]);
  expect(order).toEqual(['read', 'written']);
  await restore(BackupDetails.BackupArn);
  expect((await call('Scan', { TableName: 'again', Select: 'COUNT' })).Count).toBe(ITEMS);
});

test('a backup of a table that goes meanwhile is none, and leaves nothing', async () => {
  const { call, rows, backUp } = await openLong();
  const backup = expect(backUp()).rejects.toMatchObject({ code: 'TableNotFoundException' });
  await new Promise(setImmediate);
  await call('DeleteTable', { TableName });
  await backup;
  expect((await call('ListBackups', {})).BackupSummaries).toEqual([]);
  await vi.waitFor(() => expect(rows()).toBe(0));
});
