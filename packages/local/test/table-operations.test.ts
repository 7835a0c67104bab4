import {
  DeleteTableCommand,
  DescribeContinuousBackupsCommand,
  DescribeEndpointsCommand,
  DescribeLimitsCommand,
  DescribeTableCommand,
  DynamoDBClient,
  ListTagsOfResourceCommand,
  TagResourceCommand,
  UpdateContinuousBackupsCommand,
} from '@aws-sdk/client-dynamodb';
import { expect, onTestFinished, test } from 'vitest';
import { runtime, table } from './runtime.ts';

async function client(): Promise<DynamoDBClient> {
  const local = await runtime({ Rows: table('rows') });
  const dynamodb = new DynamoDBClient({ ...local.clientConfig, maxAttempts: 1 });
  onTestFinished(() => dynamodb.destroy());
  return dynamodb;
}

const TableName = 'rows';

test('a table is described, tagged and deleted', async () => {
  const dynamodb = await client();
  const { Table } = await dynamodb.send(new DescribeTableCommand({ TableName }));
  expect(Table).toMatchObject({ TableName, TableStatus: 'ACTIVE', KeySchema: [{ AttributeName: 'id' }] });
  const ResourceArn = Table?.TableArn;
  const Tags = [{ Key: 'team', Value: 'orders' }];
  await dynamodb.send(new TagResourceCommand({ ResourceArn, Tags }));
  expect((await dynamodb.send(new ListTagsOfResourceCommand({ ResourceArn }))).Tags).toEqual(Tags);
  await dynamodb.send(new DeleteTableCommand({ TableName }));
  await expect(dynamodb.send(new DescribeTableCommand({ TableName }))).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
  });
});

test('point-in-time recovery is kept as it was asked for', async () => {
  const dynamodb = await client();
  const status = async () =>
    (await dynamodb.send(new DescribeContinuousBackupsCommand({ TableName }))).ContinuousBackupsDescription
      ?.PointInTimeRecoveryDescription?.PointInTimeRecoveryStatus;
  expect(await status()).toBe('DISABLED');
  const PointInTimeRecoverySpecification = { PointInTimeRecoveryEnabled: true };
  await dynamodb.send(new UpdateContinuousBackupsCommand({ TableName, PointInTimeRecoverySpecification }));
  expect(await status()).toBe('ENABLED');
});

test("the account's limits and endpoints are described", async () => {
  const dynamodb = await client();
  const limits = await dynamodb.send(new DescribeLimitsCommand({}));
  expect(limits.AccountMaxReadCapacityUnits).toBeGreaterThan(0);
  const { Endpoints } = await dynamodb.send(new DescribeEndpointsCommand({}));
  expect(Endpoints).toHaveLength(1);
});
