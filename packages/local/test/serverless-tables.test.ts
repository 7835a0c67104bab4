import { DescribeTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { expect, onTestFinished, test } from 'vitest';
import { startServerless } from './serverless-app.ts';

async function described(properties: object, more: object = {}) {
  const table = { Type: 'AWS::Serverless::SimpleTable', Properties: { TableName: 'orders', ...properties } };
  const local = await startServerless({ Orders: table }, more);
  const tables = new DynamoDBClient(local.clientConfig);
  onTestFinished(() => tables.destroy());
  return (await tables.send(new DescribeTableCommand({ TableName: 'orders' }))).Table;
}

// https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-simpletable.html
test('a simple table has a partition key that is called id and a text, and is on demand', async () => {
  expect(await described({})).toMatchObject({
    AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    BillingModeSummary: { BillingMode: 'PAY_PER_REQUEST' },
  });
});

test('a simple table has the key and the throughput that are given, and what is global', async () => {
  const given = {
    PrimaryKey: { Name: 'number', Type: 'Number' },
    ProvisionedThroughput: { ReadCapacityUnits: 2, WriteCapacityUnits: 1 },
    Tags: { team: 'orders' },
  };
  expect(
    await described(given, { Globals: { SimpleTable: { SSESpecification: { SSEEnabled: true } } } }),
  ).toMatchObject({
    AttributeDefinitions: [{ AttributeName: 'number', AttributeType: 'N' }],
    ProvisionedThroughput: { ReadCapacityUnits: 2, WriteCapacityUnits: 1 },
  });
});

test('a key of another type is refused', async () => {
  await expect(described({ PrimaryKey: { Name: 'id', Type: 'S' } })).rejects.toThrow(/Orders: .*PrimaryKey/);
});
