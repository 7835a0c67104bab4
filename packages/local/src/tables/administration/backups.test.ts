import { beforeEach, expect, test } from 'vitest';
import { type Call, tableByGroup, testTables } from '../../../test/test-tables.ts';
import { openStore } from '../../foundation/data/store.ts';

const TableName = 'groups';
const item = (at: number, title: string) => ({
  ...{ group: { S: 'g' }, at: { N: String(at) } },
  ...{ owner: { S: `owner-${at % 2}` }, title: { S: title } },
});

let call: Call;
/** Of a clock that a test can move. */
let now: number;

beforeEach(async () => {
  now = 1_800_000_000_000;
  const clock = { now: () => now, setTimer: () => ({ cancel: () => {} }) };
  ({ call } = testTables({ clock }));
  await call('CreateTable', { ...tableByGroup, Tags: [{ Key: 'team', Value: 'orders' }] });
  for (const at of [1, 2, 3]) await call('PutItem', { TableName, Item: item(at, 'first') });
});

const backUp = async (BackupName = 'nightly') =>
  (await call('CreateBackup', { TableName, BackupName })).BackupDetails.BackupArn as string;
const restore = (BackupArn: string, more: object = {}) =>
  call('RestoreTableFromBackup', { BackupArn, TargetTableName: 'again', ...more });
const turn = () => new Promise((resolve) => setImmediate(resolve));

test('a backup is described with the table that it is of, and stays when the table is gone', async () => {
  const BackupArn = await backUp();
  expect(BackupArn).toMatch(/:table\/groups\/backup\/01800000000000-[0-9a-f]{8}$/);
  await call('DeleteTable', { TableName });
  const { BackupDescription } = await call('DescribeBackup', { BackupArn });
  expect(BackupDescription).toMatchObject({
    BackupDetails: { BackupName: 'nightly', BackupStatus: 'AVAILABLE', BackupType: 'USER' },
    SourceTableDetails: { TableName, ItemCount: 3, BillingMode: 'PAY_PER_REQUEST' },
    SourceTableFeatureDetails: {
      GlobalSecondaryIndexes: [{ IndexName: 'by-owner' }],
      LocalSecondaryIndexes: [{ IndexName: 'by-owner-in-group' }],
      TimeToLiveDescription: { TimeToLiveStatus: 'DISABLED' },
    },
  });
  expect(BackupDescription.BackupDetails.BackupSizeBytes).toBeGreaterThan(0);
});

test('a restored table has the items of the moment of the backup, with its indexes, and is a table of its own', async () => {
  const BackupArn = await backUp();
  await call('PutItem', { TableName, Item: item(1, 'second') });
  await call('DeleteItem', { TableName, Key: { group: { S: 'g' }, at: { N: '3' } } });
  const { TableDescription } = await restore(BackupArn);
  expect(TableDescription).toMatchObject({
    TableName: 'again',
    RestoreSummary: { SourceBackupArn: BackupArn, RestoreInProgress: true },
  });
  await turn();
  const { Table } = await call('DescribeTable', { TableName: 'again' });
  expect(Table.RestoreSummary.RestoreInProgress).toBe(false);
  expect(Table.GlobalSecondaryIndexes[0].IndexStatus).toBe('ACTIVE');
  expect((await call('ListTagsOfResource', { ResourceArn: Table.TableArn })).Tags).toEqual([]);
  const { Items } = await call('Query', {
    TableName: 'again',
    IndexName: 'by-owner',
    KeyConditionExpression: '#o = :o',
    ExpressionAttributeNames: { '#o': 'owner' },
    ExpressionAttributeValues: { ':o': { S: 'owner-1' } },
  });
  expect(Items).toEqual([item(1, 'first'), item(3, 'first')]);
  await call('PutItem', { TableName: 'again', Item: item(4, 'its own') });
  expect((await call('Scan', { TableName })).Count).toBe(2);
});

test('a restore may leave indexes out and change how the table is paid for', async () => {
  const { TableDescription } = await restore(await backUp(), {
    BillingModeOverride: 'PROVISIONED',
    ProvisionedThroughputOverride: { ReadCapacityUnits: 2, WriteCapacityUnits: 1 },
    GlobalSecondaryIndexOverride: [],
    LocalSecondaryIndexOverride: tableByGroup.LocalSecondaryIndexes,
  });
  expect(TableDescription.GlobalSecondaryIndexes).toBeUndefined();
  expect(TableDescription.LocalSecondaryIndexes).toHaveLength(1);
  expect(TableDescription.ProvisionedThroughput).toMatchObject({ ReadCapacityUnits: 2 });
  const unknown = [{ ...tableByGroup.GlobalSecondaryIndexes[0], IndexName: 'by-nothing' }];
  const refused = restore(await backUp(), {
    TargetTableName: 'other',
    GlobalSecondaryIndexOverride: unknown,
  });
  await expect(refused).rejects.toThrow('The source table does not have the index to restore: by-nothing');
});

test('backups are listed by table, time and type, page by page', async () => {
  const first = await backUp('one');
  now += 60_000;
  const second = await backUp('two');
  const arns = async (input: object) => {
    const { BackupSummaries, LastEvaluatedBackupArn } = await call('ListBackups', { ...input });
    return [BackupSummaries.map(({ BackupArn }: { BackupArn: string }) => BackupArn), LastEvaluatedBackupArn];
  };
  expect(await arns({})).toEqual([[first, second], undefined]);
  expect(await arns({ TableName, Limit: 1 })).toEqual([[first], first]);
  expect(await arns({ TableName, ExclusiveStartBackupArn: first })).toEqual([[second], undefined]);
  expect(await arns({ TimeRangeLowerBound: now / 1000 })).toEqual([[second], undefined]);
  expect(await arns({ TimeRangeUpperBound: now / 1000 })).toEqual([[first], undefined]);
  expect(await arns({ TableName: 'none' })).toEqual([[], undefined]);
  expect(await arns({ BackupType: 'SYSTEM' })).toEqual([[], undefined]);
});

test('a deleted backup is gone', async () => {
  const BackupArn = await backUp();
  const { BackupDescription } = await call('DeleteBackup', { BackupArn });
  expect(BackupDescription.BackupDetails).toMatchObject({ BackupArn, BackupStatus: 'DELETED' });
  for (const refused of [
    () => call('DescribeBackup', { BackupArn }),
    () => call('DeleteBackup', { BackupArn }),
    () => restore(BackupArn),
  ])
    await expect(refused()).rejects.toMatchObject({ code: 'BackupNotFoundException' });
});

test('a table that is not there is not backed up, and one that is there is not restored over', async () => {
  await expect(call('CreateBackup', { TableName: 'none', BackupName: 'nightly' })).rejects.toMatchObject({
    code: 'TableNotFoundException',
    message: 'Table not found: none',
  });
  await expect(restore(await backUp(), { TargetTableName: TableName })).rejects.toMatchObject({
    code: 'TableAlreadyExistsException',
    message: `Table already exists: ${TableName}`,
  });
});

test('a backup is there after a restart', async () => {
  const store = openStore();
  const before = testTables({ store });
  await before.call('CreateTable', tableByGroup);
  await before.call('PutItem', { TableName, Item: item(1, 'kept') });
  const { BackupDetails } = await before.call('CreateBackup', { TableName, BackupName: 'nightly' });
  before.tables.stop();
  const after = testTables({ store });
  const { BackupArn } = BackupDetails;
  await after.call('RestoreTableFromBackup', { BackupArn, TargetTableName: 'again' });
  expect((await after.call('Scan', { TableName: 'again' })).Items).toEqual([item(1, 'kept')]);
});
