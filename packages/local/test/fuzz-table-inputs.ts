const TableName = 'notes';
const ResourceArn = `arn:aws:dynamodb:us-east-1:000000000000:table/${TableName}`;
const StreamArn = `${ResourceArn}/stream/2026-11-25T00:00:00.000`;
const BackupArn = `${ResourceArn}/backup/01800000000000-01234567`;
const Key = { id: { S: 'a' } };
const Item = {
  ...Key,
  n: { N: '1' },
  ns: { NS: ['1', '2'] },
  x: { M: { l: { L: [{ N: '1' }, { SS: ['a', 'b'] }, { NULL: true }, { BOOL: true }, { B: 'YQ==' }] } } },
};
const values = { ':one': { N: '1' }, ':text': { S: 'a' }, ':set': { NS: ['7'] } };

/** Test helper: an input that is taken, for each operation on tables. */
export const tableInputs: Readonly<Record<string, object>> = {
  DescribeEndpoints: {},
  DescribeLimits: {},
  DescribeContinuousBackups: { TableName: 'notes' },
  PutItem: {
    ...{ TableName, Item, ReturnValues: 'ALL_OLD', ReturnConsumedCapacity: 'INDEXES' },
    ConditionExpression: 'attribute_not_exists(#a) OR x.l[0] < :one',
    ExpressionAttributeNames: { '#a': 'other' },
    ExpressionAttributeValues: { ':one': { N: '1' } },
  },
  UpdateItem: {
    ...{ TableName, Key, ReturnValues: 'ALL_NEW', ReturnItemCollectionMetrics: 'SIZE' },
    UpdateExpression: 'SET x.l[0] = n + :one, g = if_not_exists(g, :text) REMOVE y ADD n :one DELETE ns :set',
    ExpressionAttributeValues: values,
  },
  DeleteItem: { TableName, Key, Expected: { x: { Exists: false } }, ConditionalOperator: 'AND' },
  GetItem: { TableName, Key, ProjectionExpression: 'x.l[0], #g', ExpressionAttributeNames: { '#g': 'g' } },
  Query: {
    ...{ TableName, Limit: 5, ScanIndexForward: false, ExclusiveStartKey: Key },
    KeyConditionExpression: 'id = :text',
    FilterExpression: 'size(x) > :one AND n BETWEEN :one AND :one',
    ExpressionAttributeValues: { ':text': { S: 'a' }, ':one': { N: '1' } },
  },
  Scan: {
    ...{ TableName, Segment: 0, TotalSegments: 2, Limit: 3, Select: 'COUNT' },
    ScanFilter: { x: { ComparisonOperator: 'NOT_NULL', AttributeValueList: [] } },
  },
  BatchGetItem: { RequestItems: { [TableName]: { Keys: [Key], AttributesToGet: ['n'] } } },
  BatchWriteItem: {
    RequestItems: { [TableName]: [{ PutRequest: { Item } }, { DeleteRequest: { Key: { id: { S: 'b' } } } }] },
  },
  TransactWriteItems: {
    ClientRequestToken: 'token',
    TransactItems: [
      { Put: { TableName, Item } },
      {
        ConditionCheck: {
          TableName,
          Key: { id: { S: 'c' } },
          ConditionExpression: 'attribute_not_exists(id)',
        },
      },
      { Delete: { TableName, Key: { id: { S: 'd' } } } },
    ],
  },
  TransactGetItems: { TransactItems: [{ Get: { TableName, Key } }] },
  CreateTable: {
    ...{ TableName: 'another', BillingMode: 'PAY_PER_REQUEST', Tags: [{ Key: 'a', Value: 'b' }] },
    AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_IMAGE' },
  },
  UpdateTable: {
    TableName,
    AttributeDefinitions: [{ AttributeName: 'h', AttributeType: 'S' }],
    GlobalSecondaryIndexUpdates: [
      {
        Create: {
          IndexName: 'by-h',
          KeySchema: [{ AttributeName: 'h', KeyType: 'HASH' }],
          Projection: { ProjectionType: 'ALL' },
        },
      },
    ],
  },
  DeleteTable: { TableName: 'another' },
  DescribeTable: { TableName },
  ListTables: { Limit: 3, ExclusiveStartTableName: 'aaa' },
  TagResource: { ResourceArn, Tags: [{ Key: 'x', Value: 'y' }] },
  UntagResource: { ResourceArn, TagKeys: ['x'] },
  ListTagsOfResource: { ResourceArn, NextToken: 'x' },
  UpdateTimeToLive: { TableName, TimeToLiveSpecification: { Enabled: true, AttributeName: 'ttl' } },
  DescribeTimeToLive: { TableName },
  UpdateContinuousBackups: {
    TableName,
    PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true, RecoveryPeriodInDays: 3 },
  },
  CreateBackup: { TableName, BackupName: 'nightly' },
  DescribeBackup: { BackupArn },
  ListBackups: {
    ...{ TableName, Limit: 3, BackupType: 'ALL', ExclusiveStartBackupArn: BackupArn },
    ...{ TimeRangeLowerBound: 1, TimeRangeUpperBound: 4_000_000_000 },
  },
  RestoreTableFromBackup: {
    ...{ BackupArn, TargetTableName: 'again', BillingModeOverride: 'PROVISIONED' },
    ProvisionedThroughputOverride: { ReadCapacityUnits: 1, WriteCapacityUnits: 1 },
    GlobalSecondaryIndexOverride: [
      {
        IndexName: 'by-h',
        KeySchema: [{ AttributeName: 'h', KeyType: 'HASH' }],
        Projection: { ProjectionType: 'ALL' },
      },
    ],
  },
  DeleteBackup: { BackupArn },
  RestoreTableToPointInTime: {
    ...{ SourceTableName: TableName, TargetTableName: 'again', RestoreDateTime: 1_800_000_000 },
    LocalSecondaryIndexOverride: [],
  },
  PutResourcePolicy: {
    ResourceArn,
    Policy: '{"Statement":{"Effect":"Allow","Principal":"*","Action":"dynamodb:GetItem","Resource":"*"}}',
  },
  GetResourcePolicy: { ResourceArn },
  DeleteResourcePolicy: { ResourceArn, ExpectedRevisionId: '1' },
  UpdateContributorInsights: { TableName, IndexName: 'by-h', ContributorInsightsAction: 'ENABLE' },
  DescribeContributorInsights: { TableName },
  ListContributorInsights: { TableName, MaxResults: 3, NextToken: 'x' },
  ListStreams: { TableName, Limit: 3 },
  DescribeStream: { StreamArn, Limit: 1 },
  GetShardIterator: {
    ...{ StreamArn, ShardId: 'shardId-00000001700000000000-01234567' },
    ...{ ShardIteratorType: 'AT_SEQUENCE_NUMBER', SequenceNumber: '100000000000000000001' },
  },
  GetRecords: { ShardIterator: `${StreamArn}|1|WzAsMF0=`, Limit: 3 },
};
