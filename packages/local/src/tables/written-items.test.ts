import { expect, test } from 'vitest';
import { tableById, testTables } from '../../test/test-tables.ts';
import type { WrittenItem } from './tables.ts';

const key = { TableName: 'items', Key: { id: { S: 'a' } } };

async function heardOf(): Promise<{ heard: WrittenItem[] } & Pick<ReturnType<typeof testTables>, 'call'>> {
  const heard: WrittenItem[] = [];
  const { call } = testTables({ onItem: (written) => heard.push(written) });
  await call('CreateTable', tableById);
  return { heard, call };
}

const set = (value: string) => ({
  ...key,
  UpdateExpression: 'SET v = :v',
  ExpressionAttributeValues: { ':v': { S: value } },
});
const item = (v: string) => ({ id: { S: 'a' }, v: { S: v } });
const by = (operation: string) => ({ operation, caller: expect.objectContaining({ region: 'us-east-1' }) });

test('every write is heard with the item before and after it, in order, and with its call', async () => {
  const { heard, call } = await heardOf();
  await call('PutItem', { TableName: 'items', Item: item('1') });
  await call('UpdateItem', set('2'));
  await call('TransactWriteItems', { TransactItems: [{ Update: set('3') }] });
  await call('BatchWriteItem', { RequestItems: { items: [{ DeleteRequest: { Key: key.Key } }] } });
  expect(heard).toEqual([
    { tableName: 'items', after: item('1'), by: by('PutItem') },
    { tableName: 'items', before: item('1'), after: item('2'), by: by('UpdateItem') },
    { tableName: 'items', before: item('2'), after: item('3'), by: by('TransactWriteItems') },
    { tableName: 'items', before: item('3'), by: by('BatchWriteItem') },
  ]);
});

test('a write whose condition does not hold is not heard of', async () => {
  const { heard, call } = await heardOf();
  const never = { ...set('1'), ConditionExpression: 'attribute_exists(id)' };
  await expect(call('UpdateItem', never)).rejects.toThrow();
  expect(heard).toEqual([]);
});
