import { beforeEach, describe, expect, test } from 'vitest';
import { type Answer, type Call, tableByGroup, testTables } from '../../../test/test-tables.ts';

let call: Call;

const numbers = ['-1e10', '-2.5', '-0.01', '0', '1e-20', '0.5', '7', '10', '1e30'];

beforeEach(async () => {
  ({ call } = testTables());
  await call('CreateTable', tableByGroup);
  for (const at of numbers.toReversed())
    await call('PutItem', {
      TableName: 'groups',
      Item: {
        group: { S: 'g' },
        at: { N: at },
        owner: { S: `owner ${Number(at) > 0}` },
        title: { S: 't' },
        more: { S: 'm' },
      },
    });
});

const query = (KeyConditionExpression: string, more: Record<string, unknown> = {}): Promise<Answer> =>
  call('Query', {
    TableName: 'groups',
    KeyConditionExpression: `#g = :g${KeyConditionExpression}`,
    ExpressionAttributeNames: { '#g': 'group', ...(/#at/.test(KeyConditionExpression) && { '#at': 'at' }) },
    ...more,
    ExpressionAttributeValues: { ':g': { S: 'g' }, ...(more.ExpressionAttributeValues as object) },
  });
const ats = ({ Items }: Answer): number[] => Items.map((item: { at: { N: string } }) => Number(item.at.N));
const sorted = numbers.map(Number);

test('numbers come in the order of their values, and backwards', async () => {
  expect(ats(await query(''))).toEqual(sorted);
  expect(ats(await query('', { ScanIndexForward: false }))).toEqual(sorted.toReversed());
});

test.each<[condition: string, matches: (at: number) => boolean]>([
  [' AND #at = :a', (at) => at === 0.5],
  [' AND #at < :a', (at) => at < 0.5],
  [' AND #at <= :a', (at) => at <= 0.5],
  [' AND #at > :a', (at) => at > 0.5],
  [' AND :a <= #at', (at) => at >= 0.5],
])('a sort key is compared: %s', async (condition, matches) => {
  const more = { ExpressionAttributeValues: { ':a': { N: '0.50' } } };
  expect(ats(await query(condition, more))).toEqual(sorted.filter(matches));
});

test.each([true, false])('pages join to the whole, forward: %s', async (ScanIndexForward) => {
  const seen: number[] = [];
  let ExclusiveStartKey: unknown;
  do {
    const page: Answer = await query('', {
      Limit: 2,
      ScanIndexForward,
      ...(ExclusiveStartKey ? { ExclusiveStartKey } : {}),
    });
    seen.push(...ats(page));
    ExclusiveStartKey = page.LastEvaluatedKey;
  } while (ExclusiveStartKey !== undefined);
  expect(seen).toEqual(ScanIndexForward ? sorted : sorted.toReversed());
});

describe('indexes', () => {
  const byOwner = {
    TableName: 'groups',
    IndexName: 'by-owner',
    KeyConditionExpression: '#o = :o',
    ExpressionAttributeNames: { '#o': 'owner' },
    ExpressionAttributeValues: { ':o': { S: 'owner true' } },
  };

  test('a global index shows what it projects, and follows the item', async () => {
    const { Items } = await call('Query', byOwner);
    expect(Items).toHaveLength(5);
    expect(Object.keys(Items[0]).toSorted()).toEqual(['at', 'group', 'owner', 'title']);
    await call('UpdateItem', {
      ...{ TableName: 'groups', Key: { group: { S: 'g' }, at: { N: '7' } }, UpdateExpression: 'REMOVE #o' },
      ExpressionAttributeNames: { '#o': 'owner' },
    });
    await call('DeleteItem', { TableName: 'groups', Key: { group: { S: 'g' }, at: { N: '10' } } });
    expect((await call('Query', byOwner)).Count).toBe(3);
  });

  test('a local index fetches what it does not hold, a global one refuses it', async () => {
    const local = { IndexName: 'by-owner-in-group', ProjectionExpression: 'more', Limit: 1 };
    expect((await query('', local)).Items).toEqual([{ more: { S: 'm' } }]);
    await expect(call('Query', { ...byOwner, ProjectionExpression: 'more' })).rejects.toThrow(
      'Global secondary index by-owner does not project [more]',
    );
  });

  test('an index that is added takes up the items that are there, and one that is removed is gone', async () => {
    const create = {
      IndexName: 'by-title',
      KeySchema: [{ AttributeName: 'title', KeyType: 'HASH' }],
      Projection: { ProjectionType: 'ALL' },
    };
    await call('UpdateTable', {
      TableName: 'groups',
      AttributeDefinitions: [{ AttributeName: 'title', AttributeType: 'S' }],
      GlobalSecondaryIndexUpdates: [{ Create: create }],
    });
    const byTitle = {
      TableName: 'groups',
      IndexName: 'by-title',
      KeyConditionExpression: 'title = :t',
      ExpressionAttributeValues: { ':t': { S: 't' } },
    };
    await expect.poll(async () => (await call('Query', byTitle)).Count).toBe(numbers.length);
    await call('UpdateTable', {
      TableName: 'groups',
      GlobalSecondaryIndexUpdates: [{ Delete: { IndexName: 'by-title' } }],
    });
    await expect(call('Query', byTitle)).rejects.toThrow(
      'The table does not have the specified index: by-title',
    );
  });
});

test('the segments of a parallel scan are the whole table, and none twice', async () => {
  for (let n = 0; n < 50; n += 1)
    await call('PutItem', { TableName: 'groups', Item: { group: { S: `group ${n}` }, at: { N: '1' } } });
  const parts = await Promise.all(
    [0, 1, 2].map((Segment) => call('Scan', { TableName: 'groups', Segment, TotalSegments: 3 })),
  );
  const groups = parts.flatMap(({ Items }) => Items.map((item: Answer) => `${item.group.S} ${item.at.N}`));
  expect(new Set(groups).size).toBe(groups.length);
  expect(groups).toHaveLength(50 + numbers.length);
  expect(Math.min(...parts.map(({ Count }) => Count))).toBeGreaterThan(5);
});

test('a page ends at 1 MB', async () => {
  for (let n = 0; n < 20; n += 1)
    await call('PutItem', {
      TableName: 'groups',
      Item: { group: { S: 'large' }, at: { N: String(n) }, text: { S: 'x'.repeat(60_000) } },
    });
  const page = await query('', { ExpressionAttributeValues: { ':g': { S: 'large' } } });
  expect(page.Count).toBe(18);
  expect(page.LastEvaluatedKey).toEqual({ group: { S: 'large' }, at: { N: '17' } });
});

test.each([
  ['sk = :g', {}, 'Query condition missed key schema element: group'],
  ['#g = :g OR #at = :g', {}, 'Invalid operator used in KeyConditionExpression: OR'],
  ['#g = :g AND #g = :g', {}, 'KeyConditionExpressions must only contain one condition per key'],
  [
    '#g = :g',
    { Limit: 0 },
    "Value at 'Limit' failed to satisfy constraint: Member must have value greater than or equal to 1",
  ],
  ['#g = :g', { IndexName: 'none' }, 'The table does not have the specified index: none'],
  [
    '#g = :g',
    { FilterExpression: '#at = :g' },
    'Filter Expression can only contain non-primary key attributes: Primary key attribute: at',
  ],
  ['#g = :g', { ExclusiveStartKey: { group: { S: 'g' } } }, 'The provided starting key is invalid'],
  [
    '#g = :g',
    { ExpressionAttributeValues: { ':g': { S: '' } } },
    'The AttributeValue for a key attribute cannot contain an empty string value. Key: group',
  ],
  [
    '#g = :g',
    { Select: 'SPECIFIC_ATTRIBUTES' },
    'Must specify the AttributesToGet or ProjectionExpression when choosing to get SPECIFIC_ATTRIBUTES',
  ],
])('%s with %o is refused as AWS refuses it', async (KeyConditionExpression, more, message) => {
  const text = JSON.stringify([KeyConditionExpression, more]);
  const names = Object.entries({ '#g': 'group', '#at': 'at' }).filter(([name]) => text.includes(name));
  const refused = call('Query', {
    TableName: 'groups',
    KeyConditionExpression,
    ...(names.length > 0 && { ExpressionAttributeNames: Object.fromEntries(names) }),
    ExpressionAttributeValues: { ':g': { S: 'g' } },
    ...more,
  });
  await expect(refused).rejects.toThrow(message);
});
