import { beforeEach, expect, test } from 'vitest';
import { type Call, testTable } from '../../../test/test-tables.ts';
import { turnsDuring } from '../../../test/turns.ts';

let call: Call;

beforeEach(async () => {
  call = await testTable();
});

const nulls = (count: number) => ({ L: Array.from({ length: count }, () => ({ NULL: true })) });
const item = (id: string, count: number) => ({ id: { S: id }, list: nulls(count) });
const many = <Part>(count: number, part: (at: number) => Part) =>
  Array.from({ length: count }, (_, at) => part(at));

/** Requests that DynamoDB takes, and that it refuses, of half a million values. */
const requests: readonly (readonly [string, string, Record<string, unknown>])[] = [
  ['an item that is too large', 'PutItem', { TableName: 'items', Item: item('a', 500_000) }],
  [
    'an item of many attributes',
    'PutItem',
    {
      TableName: 'items',
      Item: { id: { S: 'a' }, ...Object.fromEntries(many(100_000, (at) => [`a${at}`, { N: '1' }])) },
    },
  ],
  [
    'a batch of large items',
    'BatchWriteItem',
    { RequestItems: { items: many(25, (at) => ({ PutRequest: { Item: item(`${at}`, 20_000) } })) } },
  ],
  [
    'a transaction of large items',
    'TransactWriteItems',
    { TransactItems: many(100, (at) => ({ Put: { TableName: 'items', Item: item(`${at}`, 5_000) } })) },
  ],
  ['far too many parts', 'TransactWriteItems', { TransactItems: many(500_000, () => ({})) }],
  [
    'a set of very many texts',
    'PutItem',
    { TableName: 'items', Item: { id: { S: 'a' }, set: { SS: many(300_000, String) } } },
  ],
  [
    'a large value of an expression',
    'UpdateItem',
    {
      TableName: 'items',
      Key: { id: { S: 'a' } },
      UpdateExpression: 'SET a = :a',
      ExpressionAttributeValues: { ':a': nulls(500_000) },
    },
  ],
];

test.each(requests)('%s leaves others their turn', async (_, operation, input) => {
  const turns = await turnsDuring(() => call(operation, input).catch(() => {}));
  expect(turns).toBeGreaterThan(3);
});

test('reading much leaves others their turn', async () => {
  for (let batch = 0; batch < 4; batch += 1)
    await call('BatchWriteItem', {
      RequestItems: {
        items: many(25, (at) => ({ PutRequest: { Item: item(`${batch * 25 + at}`, 5_000) } })),
      },
    });
  const Keys = many(100, (at) => ({ id: { S: String(at) } }));
  const reads: [string, Record<string, unknown>][] = [
    ['BatchGetItem', { RequestItems: { items: { Keys } } }],
    ['TransactGetItems', { TransactItems: Keys.map((Key) => ({ Get: { TableName: 'items', Key } })) }],
    ['Scan', { TableName: 'items', FilterExpression: 'attribute_not_exists(elsewhere1)', Select: 'COUNT' }],
  ];
  for (const [operation, input] of reads)
    expect(await turnsDuring(() => call(operation, input)), operation).toBeGreaterThan(1);
});

test('a page is the same whether it is read in one step or in many', async () => {
  for (let batch = 0; batch < 6; batch += 1)
    await call('BatchWriteItem', {
      RequestItems: { items: many(25, (at) => ({ PutRequest: { Item: item(`${batch * 25 + at}`, 1) } })) },
    });
  const whole = await call('Scan', { TableName: 'items' });
  expect(whole).toMatchObject({ Count: 150, ScannedCount: 150 });
  const first = await call('Scan', { TableName: 'items', Limit: 70 });
  expect(first).toMatchObject({ Count: 70 });
  const rest = await call('Scan', { TableName: 'items', ExclusiveStartKey: first.LastEvaluatedKey });
  expect([...first.Items, ...rest.Items]).toEqual(whole.Items);
});

test('nothing is written within a transaction that takes many turns', async () => {
  await call('PutItem', { TableName: 'items', Item: { id: { S: 'counter' }, n: { N: '0' } } });
  const large = many(60, (at) => ({ Put: { TableName: 'items', Item: item(`${at}`, 5_000) } }));
  const add = {
    TableName: 'items',
    Key: { id: { S: 'counter' } },
    UpdateExpression: 'SET n = n + :one',
    ExpressionAttributeValues: { ':one': { N: '1' } },
  };
  const written: string[] = [];
  const note = (name: string) => () => void written.push(name);
  const transaction = call('TransactWriteItems', { TransactItems: [...large, { Update: add }] });
  const others = (async () => {
    // By then the transaction has read the counter.
    for (let turn = 0; turn < 3; turn += 1) await new Promise(setImmediate);
    await call('UpdateItem', add);
  })();
  await Promise.all([transaction.then(note('transaction')), others.then(note('other'))]);
  expect(await call('GetItem', { TableName: 'items', Key: { id: { S: 'counter' } } })).toMatchObject({
    Item: { n: { N: '2' } },
  });
});

test('a read within a transaction that takes many turns sees nothing of it', async () => {
  const parts = many(60, (at) => ({ Put: { TableName: 'items', Item: item(`${at}`, 5_000) } }));
  const transaction = call('TransactWriteItems', { TransactItems: parts });
  const counts: number[] = [];
  let done = false;
  const reading = (async () => {
    while (!done) {
      counts.push((await call('Scan', { TableName: 'items', Select: 'COUNT' })).Count);
      await new Promise(setImmediate);
    }
  })();
  await transaction;
  done = true;
  await reading;
  expect(counts.filter((count) => count !== 0 && count !== 60)).toEqual([]);
});
