import { beforeEach, expect, test } from 'vitest';
import { type Call, tableById, testTable, testTables } from '../../../test/test-tables.ts';
import { AwsError } from '../../foundation/aws-error.ts';

let call: Call;

beforeEach(async () => {
  call = await testTable();
  await call('PutItem', { TableName: 'items', Item: { id: { S: 'there' }, n: { N: '1' } } });
});

const put = (id: string, more: object = {}) => ({
  Put: { TableName: 'items', Item: { id: { S: id } }, ...more },
});
const write = (TransactItems: object[], more: object = {}) =>
  call('TransactWriteItems', { TransactItems, ...more });
const get = async (id: string) =>
  (await call('GetItem', { TableName: 'items', Key: { id: { S: id } } })).Item;

test('all is written, or nothing, and each part says why', async () => {
  const add = {
    TableName: 'items',
    Key: { id: { S: 'there' } },
    UpdateExpression: 'ADD n :n',
    ExpressionAttributeValues: { ':n': { N: '1' } },
  };
  await write([put('a'), { Update: add }, { Delete: { TableName: 'items', Key: { id: { S: 'none' } } } }]);
  expect(await get('there')).toEqual({ id: { S: 'there' }, n: { N: '2' } });

  const refused = await write([
    put('b'),
    put('there', {
      ConditionExpression: 'attribute_not_exists(id)',
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    }),
    { Update: { ...add, Key: { id: { S: 'there2' } }, UpdateExpression: 'SET n = n + :n' } },
  ]).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(AwsError);
  expect(refused).toMatchObject({
    code: 'TransactionCanceledException',
    message:
      'Transaction cancelled, please refer cancellation reasons for specific reasons [None, ConditionalCheckFailed, ValidationError]',
    members: {
      CancellationReasons: [
        { Code: 'None' },
        {
          Code: 'ConditionalCheckFailed',
          Message: 'The conditional request failed',
          Item: { id: { S: 'there' }, n: { N: '2' } },
        },
        {
          Code: 'ValidationError',
          Message: 'The provided expression refers to an attribute that does not exist in the item',
        },
      ],
    },
  });
  expect(await get('b')).toBeUndefined();
});

test('a client token makes a second call the first one again, whatever the order of its members, and another request an error', async () => {
  const more = { ClientRequestToken: 'token' };
  const count = {
    Update: {
      TableName: 'items',
      Key: { id: { S: 'there' } },
      UpdateExpression: 'ADD n :n',
      ExpressionAttributeValues: { ':n': { N: '1' } },
    },
  };
  await write([count], more);
  await write([{ Update: Object.fromEntries(Object.entries(count.Update).toReversed()) }], more);
  expect(await get('there')).toMatchObject({ n: { N: '2' } });
  await expect(write([put('other')], more)).rejects.toMatchObject({
    code: 'IdempotentParameterMismatchException',
  });
});

test.each([
  [
    'one item twice',
    [put('a'), put('a')],
    'Transaction request cannot include multiple operations on one item',
  ],
  [
    'nothing',
    [],
    "Value '[]' at 'transactItems' failed to satisfy constraint: Member must have length greater than or equal to 1",
  ],
  [
    'two things in one part',
    [{ ...put('a'), Delete: { TableName: 'items', Key: { id: { S: 'b' } } } }],
    'TransactItems can only contain one of Check, Put, Update or Delete',
  ],
  [
    'an empty key',
    [put('')],
    'The AttributeValue for a key attribute cannot contain an empty string value. Key: id',
  ],
  [
    'more than 4 MB',
    Array.from({ length: 12 }, (_, n) => ({
      Put: { TableName: 'items', Item: { id: { S: `${n}` }, text: { S: 'x'.repeat(360_000) } } },
    })),
    'cannot exceed 4 MB',
  ],
])('a transaction of %s is refused before it begins', async (_, parts, message) => {
  const refused = write(parts);
  await expect(refused).rejects.toMatchObject({ code: 'ValidationException' });
  await expect(refused).rejects.toThrow(message);
});

test('a transaction moves many entries of indexes, each to where its item is then', async () => {
  const { call: onTables } = testTables();
  const names = ['owner1', 'shelf1'];
  await onTables('CreateTable', {
    ...tableById,
    AttributeDefinitions: ['id', ...names].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
    GlobalSecondaryIndexes: names.map((name) => ({
      IndexName: name,
      KeySchema: [{ AttributeName: name, KeyType: 'HASH' }],
      Projection: { ProjectionType: 'ALL' },
    })),
  });
  const move = (one: string, other: string) =>
    onTables('TransactWriteItems', {
      TransactItems: Array.from({ length: 80 }, (_, n) => ({
        Put: { TableName: 'items', Item: { id: { S: `${n}` }, owner1: { S: one }, shelf1: { S: other } } },
      })),
    });
  const count = async (IndexName: string, key: string) => {
    const { Count } = await onTables('Query', {
      ...{ TableName: 'items', IndexName, KeyConditionExpression: `${IndexName} = :key` },
      ExpressionAttributeValues: { ':key': { S: key } },
    });
    return Count;
  };
  await move('a', 'same');
  await move('b', 'same');
  expect(await Promise.all([count('owner1', 'a'), count('owner1', 'b'), count('shelf1', 'same')])).toEqual([
    0, 80, 80,
  ]);
});

test('items are read together, and one that is not there is an empty answer', async () => {
  const read = (id: string) => ({ Get: { TableName: 'items', Key: { id: { S: id } } } });
  expect(
    await call('TransactGetItems', {
      TransactItems: [read('there'), read('none')],
      ReturnConsumedCapacity: 'TOTAL',
    }),
  ).toEqual({
    Responses: [{ Item: { id: { S: 'there' }, n: { N: '1' } } }, {}],
    ConsumedCapacity: [{ TableName: 'items', CapacityUnits: 4, ReadCapacityUnits: 4 }],
  });
});

test('a refusal that shows a long request is cut short inside it, and still closes its brackets', async () => {
  const many = Array.from({ length: 101 }, (_, each) => put(`item-${each}`));
  const refused = await write(many).catch((error: Error) => error.message);
  expect(refused).toMatch(
    /^1 validation error detected: Value '\[TransactWriteItem\(.+\.\.\.\)\]' at 'transactItems' failed to satisfy constraint: Member must have length less than or equal to 100$/s,
  );
  expect(String(refused).length).toBeLessThan(11_000);
});
