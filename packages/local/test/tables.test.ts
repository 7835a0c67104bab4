import {
  BatchGetItemCommand,
  BatchWriteItemCommand,
  DeleteItemCommand,
  DescribeTimeToLiveCommand,
  DynamoDBClient,
  ExecuteStatementCommand,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
  UpdateItemCommand,
  UpdateTableCommand,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import { expect, test } from 'vitest';
import { runtime } from './runtime.ts';

const TableName = 'orders';

async function open(properties: object = {}) {
  const local = await runtime(
    {
      Orders: {
        Type: 'AWS::DynamoDB::Table',
        Properties: {
          TableName,
          KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
          AttributeDefinitions: [
            { AttributeName: 'id', AttributeType: 'S' },
            { AttributeName: 'owner', AttributeType: 'S' },
          ],
          GlobalSecondaryIndexes: [
            {
              IndexName: 'by-owner',
              KeySchema: [{ AttributeName: 'owner', KeyType: 'HASH' }],
              Projection: { ProjectionType: 'KEYS_ONLY' },
            },
          ],
          BillingMode: 'PAY_PER_REQUEST',
          ...properties,
        },
      },
    },
    { timeToLiveLagSeconds: 60 },
  );
  return { local, dynamodb: new DynamoDBClient(local.clientConfig) };
}

const item = (more: Record<string, { S: string } | { N: string }> = {}) => ({
  id: { S: 'a' },
  owner: { S: 'x' },
  ...more,
});
const key = { TableName, Key: { id: { S: 'a' } } };

test('a failed condition returns the item where it is asked for, and only there', async () => {
  const { dynamodb } = await open();
  await dynamodb.send(new PutItemCommand({ TableName, Item: item() }));
  const put = { TableName, Item: item(), ConditionExpression: 'attribute_not_exists(id)' };
  const asking = new PutItemCommand({ ...put, ReturnValuesOnConditionCheckFailure: 'ALL_OLD' });
  await expect(dynamodb.send(asking)).rejects.toMatchObject({
    name: 'ConditionalCheckFailedException',
    Item: item(),
  });
  const error: { Item?: unknown } = await dynamodb.send(new PutItemCommand(put)).then(
    () => ({ Item: 'it succeeded' }),
    (refused: { Item?: unknown }) => refused,
  );
  expect(error.Item).toBeUndefined();
});

test('the item returned is the one that the condition failed on, also among other writers', async () => {
  const { dynamodb } = await open();
  const claim = (by: string) =>
    dynamodb
      .send(
        new UpdateItemCommand({
          ...key,
          UpdateExpression: 'SET claimed = :by',
          ConditionExpression: 'attribute_not_exists(claimed)',
          ExpressionAttributeValues: { ':by': { S: by } },
          ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        }),
      )
      .then(
        () => by,
        (error: { Item?: { claimed?: { S?: string } } }) => error.Item?.claimed?.S,
      );
  const claimed = await Promise.all(Array.from({ length: 20 }, (_, n) => claim(`claimer ${n}`)));
  expect(new Set(claimed).size).toBe(1);
});

test('an index finds items', async () => {
  const { dynamodb } = await open();
  await dynamodb.send(new PutItemCommand({ TableName, Item: item() }));
  const query = new QueryCommand({
    TableName,
    IndexName: 'by-owner',
    KeyConditionExpression: '#owner = :owner',
    ExpressionAttributeNames: { '#owner': 'owner' },
    ExpressionAttributeValues: { ':owner': { S: 'x' } },
  });
  expect((await dynamodb.send(query)).Items).toEqual([item()]);
});

test('an expired item shows until the lag is over, then it is gone', async () => {
  const { local, dynamodb } = await open({
    TimeToLiveSpecification: { AttributeName: 'until', Enabled: true },
  });
  const until = { N: String(Math.floor(local.now() / 1000) + 30) };
  await dynamodb.send(new PutItemCommand({ TableName, Item: item({ until }) }));
  await local.advance(31_000);
  expect((await dynamodb.send(new GetItemCommand(key))).Item).toBeDefined();
  await local.advance(60_000);
  expect((await dynamodb.send(new GetItemCommand(key))).Item).toBeUndefined();
});

test('an item that was given more time, has none, or is years past its time, stays', async () => {
  const { local, dynamodb } = await open({
    TimeToLiveSpecification: { AttributeName: 'until', Enabled: true },
  });
  const now = Math.floor(local.now() / 1000);
  for (const [id, until] of [
    ['later', { N: String(now + 86_400) }],
    ['text', { S: String(now - 60) }],
    ['ancient', { N: String(now - 6 * 365 * 86_400) }],
  ] as const) {
    await dynamodb.send(new PutItemCommand({ TableName, Item: { id: { S: id }, until } }));
  }
  await local.advance(3_600_000);
  for (const id of ['later', 'text', 'ancient']) {
    expect(
      (await dynamodb.send(new GetItemCommand({ TableName, Key: { id: { S: id } } }))).Item,
    ).toBeDefined();
  }
});

test('time to live is described and switched through the API', async () => {
  const { dynamodb } = await open();
  const describe = async () =>
    (await dynamodb.send(new DescribeTimeToLiveCommand({ TableName }))).TimeToLiveDescription;
  expect(await describe()).toEqual({ TimeToLiveStatus: 'DISABLED' });
  const enable = new UpdateTimeToLiveCommand({
    TableName,
    TimeToLiveSpecification: { AttributeName: 'until', Enabled: true },
  });
  await dynamodb.send(enable);
  expect(await describe()).toEqual({ TimeToLiveStatus: 'ENABLED', AttributeName: 'until' });
  await expect(dynamodb.send(enable)).rejects.toMatchObject({ name: 'ValidationException' });
});

test('a table is found by its ARN, and one that is not there is refused as such', async () => {
  const { dynamodb } = await open();
  const arn = 'arn:aws:dynamodb:us-east-1:000000000000:table/orders';
  await dynamodb.send(new PutItemCommand({ TableName: arn, Item: item() }));
  expect((await dynamodb.send(new GetItemCommand(key))).Item).toEqual(item());
  await expect(dynamodb.send(new GetItemCommand({ ...key, TableName: 'nothing' }))).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
  });
});

test('what the runtime has nothing for is refused by name', async () => {
  const { dynamodb } = await open();
  await expect(
    dynamodb.send(new ExecuteStatementCommand({ Statement: 'SELECT * FROM orders' })),
  ).rejects.toThrow('PartiQL (ExecuteStatement) is not supported by the local runtime');
  const replicated = new UpdateTableCommand({
    TableName,
    ReplicaUpdates: [{ Create: { RegionName: 'eu-west-1' } }],
  });
  await expect(dynamodb.send(replicated)).rejects.toThrow(
    'ReplicaUpdates is not supported by the local runtime',
  );
});

test('items are written, read and scanned in batches', async () => {
  const { dynamodb } = await open();
  const ids = ['a', 'b', 'c'];
  const put = ids.map((id) => ({ PutRequest: { Item: { id: { S: id } } } }));
  await dynamodb.send(new BatchWriteItemCommand({ RequestItems: { [TableName]: put } }));
  const Keys = ['a', 'c', 'missing'].map((id) => ({ id: { S: id } }));
  const { Responses } = await dynamodb.send(
    new BatchGetItemCommand({ RequestItems: { [TableName]: { Keys } } }),
  );
  expect(Responses?.[TableName]?.map(({ id }) => id?.S).toSorted()).toEqual(['a', 'c']);
  const scan = async () => {
    const { Items = [] } = await dynamodb.send(new ScanCommand({ TableName }));
    return Items.map(({ id }) => id?.S).toSorted();
  };
  expect(await scan()).toEqual(ids);
  const remove = [{ DeleteRequest: { Key: { id: { S: 'b' } } } }];
  await dynamodb.send(new BatchWriteItemCommand({ RequestItems: { [TableName]: remove } }));
  await dynamodb.send(new DeleteItemCommand(key));
  expect(await scan()).toEqual(['c']);
});
