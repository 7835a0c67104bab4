import { beforeEach, expect, test } from 'vitest';
import { type Call, tableById, testTables } from '../../../test/test-tables.ts';

const DAY = 86_400_000;
const TableName = 'items';
const START = 1_800_000_000_000;

let call: Call;
/** Of a clock that a test moves. */
let now: number;

beforeEach(async () => {
  now = START;
  const clock = { now: () => now, setTimer: () => ({ cancel: () => {} }) };
  ({ call } = testTables({ clock }));
  await call('CreateTable', tableById);
});

const item = (id: string, n: number) => ({ id: { S: id }, n: { N: String(n) } });
const put = (id: string, n: number) => call('PutItem', { TableName, Item: item(id, n) });
const recover = (PointInTimeRecoveryEnabled: boolean, more: object = {}) =>
  call('UpdateContinuousBackups', {
    TableName,
    PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled, ...more },
  });
let restored = 0;

/** The items of the table that a restore makes. */
async function restore(more: object): Promise<object[]> {
  restored += 1;
  const TargetTableName = `restored-${restored}`;
  await call('RestoreTableToPointInTime', { SourceTableName: TableName, TargetTableName, ...more });
  const { Items } = await call('Scan', { TableName: TargetTableName });
  return Items.toSorted((one: ReturnType<typeof item>, other: ReturnType<typeof item>) =>
    one.id.S < other.id.S ? -1 : 1,
  );
}

test('a table is restored to every moment since recovery is on, whatever came after it', async () => {
  await put('before', 0);
  await recover(true);
  const moments: [at: number, items: object[]][] = [[now, [item('before', 0)]]];
  const steps: [() => Promise<unknown>, object[]][] = [
    [() => put('a', 1), [item('a', 1), item('before', 0)]],
    [() => put('a', 2), [item('a', 2), item('before', 0)]],
    [() => call('DeleteItem', { TableName, Key: { id: { S: 'before' } } }), [item('a', 2)]],
    [() => put('a', 3), [item('a', 3)]],
    [() => put('before', 4), [item('a', 3), item('before', 4)]],
  ];
  for (const [change, items] of steps) {
    now += 1000;
    await change();
    moments.push([now, items]);
  }
  now += 1000;
  for (const [at, items] of moments) expect(await restore({ RestoreDateTime: at / 1000 })).toEqual(items);
  expect(await restore({ UseLatestRestorableTime: true })).toEqual(moments.at(-1)?.[1]);
  const { Items } = await call('Scan', { TableName });
  expect(Items).toHaveLength(2);
});

test('of many changes the first one after the moment counts for each item, also where several came in one millisecond', async () => {
  await put('a', -1);
  await recover(true);
  for (let n = 0; n < 600; n += 1) {
    if (n % 2 === 0) now += 1;
    await put(n % 3 === 0 ? 'a' : `b${n % 5}`, n);
  }
  expect(await restore({ RestoreDateTime: START / 1000 })).toEqual([item('a', -1)]);
  // Of 100 milliseconds: the changes 0 to 199.
  const at = (START + 100) / 1000;
  expect(await restore({ RestoreDateTime: at })).toEqual([
    ...[item('a', 198), item('b0', 190), item('b1', 196), item('b2', 197), item('b3', 193), item('b4', 199)],
  ]);
});

test('a moment before recovery was turned on, before its period or in the future is refused', async () => {
  const refused = (at: number) =>
    expect(restore({ RestoreDateTime: at / 1000 })).rejects.toMatchObject({
      code: 'InvalidRestoreTimeException',
    });
  await recover(true, { RecoveryPeriodInDays: 1 });
  await refused(START - 1000);
  await refused(START + 1000);
  await put('a', 1);
  now += 2 * DAY;
  await put('a', 2);
  await refused(START);
  expect(await restore({ RestoreDateTime: (now - DAY) / 1000 })).toEqual([item('a', 1)]);
});

test('without recovery there is nothing to restore, and turned on again it begins from there', async () => {
  const unavailable = {
    code: 'PointInTimeRecoveryUnavailableException',
    message: `Point in time recovery is not enabled for table '${TableName}'`,
  };
  await expect(restore({ UseLatestRestorableTime: true })).rejects.toMatchObject(unavailable);
  await recover(true);
  await recover(false);
  await expect(restore({ UseLatestRestorableTime: true })).rejects.toMatchObject(unavailable);
  now += 1000;
  await recover(true);
  await expect(restore({ RestoreDateTime: START / 1000 })).rejects.toMatchObject({
    code: 'InvalidRestoreTimeException',
  });
});

test.each([
  [{}, 'RestoreDateTime must be specified when UseLatestRestorableTime is false'],
  [
    { RestoreDateTime: START / 1000, UseLatestRestorableTime: true },
    'UseLatestRestorableTime and RestoreDateTime cannot be specified together',
  ],
  [{ SourceTableName: 'none' }, 'Table not found: none'],
  [
    { SourceTableArn: 'arn:aws:dynamodb:us-east-1:000000000000:table/items' },
    'Exactly one of SourceTableName and SourceTableArn must be specified',
  ],
])('%o is refused', async (more, message) => {
  await recover(true);
  await expect(restore(more)).rejects.toThrow(message);
});
