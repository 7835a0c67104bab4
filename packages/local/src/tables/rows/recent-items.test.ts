import { expect, test } from 'vitest';
import { type Call, tableById, testTable, testTables } from '../../../test/test-tables.ts';
import { openStore } from '../../foundation/data/store.ts';
import { createRecentItems } from './recent-items.ts';

const key = (id: string) => Buffer.from(id);
const item = (id: string) => ({ id: { S: id } });

test('what was put is there until it is removed, by table', () => {
  const recent = createRecentItems();
  recent.put(1, key('a'), item('a'), 10);
  expect([recent.get(1, key('a')), recent.get(2, key('a')), recent.get(1, key('b'))]).toEqual([
    item('a'),
    undefined,
    undefined,
  ]);
  recent.remove(1, key('a'));
  expect(recent.get(1, key('a'))).toBeUndefined();
});

test('keys are distinguished by their bytes', () => {
  const recent = createRecentItems();
  recent.put(1, Buffer.from([0x80]), item('a'), 10);
  expect(recent.get(1, Buffer.from([0xff]))).toBeUndefined();
});

test('the oldest go, and large ones are not kept', () => {
  const recent = createRecentItems();
  for (let n = 0; n < 1_500; n += 1) recent.put(1, key(`${n}`), item(`${n}`), 10);
  expect(recent.get(1, key('0'))).toBeUndefined();
  expect(recent.get(1, key('1499'))).toEqual(item('1499'));
  recent.put(1, key('1499'), item('large'), 1_000_000);
  expect(recent.get(1, key('1499'))).toBeUndefined();
});

const update = (call: Call, more: object = {}) =>
  call('UpdateItem', {
    TableName: 'items',
    Key: item('a'),
    UpdateExpression: 'ADD n :one',
    ExpressionAttributeValues: { ':one': { N: '1' } },
    ReturnValues: 'ALL_OLD',
    ...more,
  });

test('an answer that was given stays as it was', async () => {
  const call = await testTable();
  await update(call);
  const { Attributes: before } = await update(call);
  await update(call);
  expect(before).toEqual({ ...item('a'), n: { N: '1' } });
});

test('what could not be written is forgotten', async () => {
  const store = openStore();
  const { call } = testTables({ store });
  await call('CreateTable', tableById);
  await update(call);
  // The second item of the transaction can't be written, when the first one is.
  store.define(
    "CREATE TRIGGER no BEFORE INSERT ON table_items WHEN new.item LIKE '%refused%' BEGIN SELECT RAISE(ABORT, 'no'); END",
  );
  const put = (id: string) => ({ Put: { TableName: 'items', Item: { ...item(id), n: { N: '9' } } } });
  await expect(call('TransactWriteItems', { TransactItems: [put('a'), put('refused')] })).rejects.toThrow(
    'no',
  );
  expect(await call('GetItem', { TableName: 'items', Key: item('a') })).toMatchObject({
    Item: { n: { N: '1' } },
  });
});
