import { type Index, type KeySchema, streamArn, type Table, type Throughput } from '../schema/table.ts';

/** Seconds, as the JSON protocol carries times. */
const seconds = (milliseconds: number) => milliseconds / 1000;

/** `TableDescription`, as DescribeTable answers it. */
export function describeTable(table: Table, items: number, status = 'ACTIVE'): Record<string, unknown> {
  const { name, arn, stream } = table;
  const locals = table.indexes.filter(({ global }) => !global);
  const globals = table.indexes.filter(({ global }) => global);
  return {
    AttributeDefinitions: table.attributes.map((part) => ({
      AttributeName: part.name,
      AttributeType: part.type,
    })),
    TableName: name,
    KeySchema: describeKey(table.key),
    TableStatus: status,
    CreationDateTime: seconds(table.createdAt),
    ProvisionedThroughput: describeThroughput(table.throughput),
    TableSizeBytes: 0,
    ItemCount: items,
    TableArn: arn,
    TableId: table.uuid,
    ...describeBilling(table, status),
    ...(locals.length > 0 && { LocalSecondaryIndexes: locals.map((index) => describeIndex(index, arn)) }),
    ...(globals.length > 0 && {
      GlobalSecondaryIndexes: globals.map((index) => describeGlobalIndex(index, table, status)),
    }),
    ...(stream && {
      ...(stream.enabled && {
        StreamSpecification: { StreamEnabled: true, StreamViewType: stream.viewType },
      }),
      LatestStreamLabel: stream.label,
      LatestStreamArn: streamArn(table),
    }),
    ...(table.encryptionKey && {
      SSEDescription: { Status: 'ENABLED', SSEType: 'KMS', KMSMasterKeyArn: table.encryptionKey },
    }),
    ...(table.tableClass && { TableClassSummary: { TableClass: table.tableClass } }),
    DeletionProtectionEnabled: table.deletionProtected,
    ...(table.onDemandThroughput && { OnDemandThroughput: table.onDemandThroughput }),
    ...describeRestore(table, status),
    ...describeWarmth(table, table, status),
  };
}

/** Since when a table is paid for by the request is not shown before it is so; once it was, that stays. */
function describeBilling(
  { billingMode, onDemandSince: since }: Table,
  status: string,
): Record<string, unknown> {
  if (billingMode === 'PROVISIONED' && since === undefined) return {};
  const updated = since !== undefined &&
    status !== 'CREATING' && { LastUpdateToPayPerRequestDateTime: seconds(since) };
  return {
    BillingModeSummary: { BillingMode: billingMode, ...updated },
    TableThroughputModeSummary: { TableThroughputMode: billingMode, ...updated },
  };
}

/** A restore goes on until every index is filled. */
function describeRestore({ restored, indexes }: Table, status: string): Record<string, unknown> {
  if (restored === undefined) return {};
  const { tableArn, backupArn, at } = restored;
  const isGoingOn = status === 'CREATING' || indexes.some(({ complete }) => !complete);
  return {
    RestoreSummary: {
      ...(backupArn && { SourceBackupArn: backupArn }),
      SourceTableArn: tableArn,
      RestoreDateTime: seconds(at),
      RestoreInProgress: isGoingOn,
    },
  };
}

/** What a new table takes at once where nothing is provisioned. */
const ON_DEMAND_WARM_THROUGHPUT = { ReadUnitsPerSecond: 12_000, WriteUnitsPerSecond: 4_000 };

/** Of a table or of one of its indexes. */
function describeWarmth(
  { billingMode }: Table,
  { throughput: units, warmThroughput: wanted }: Pick<Index, 'throughput' | 'warmThroughput'>,
  status: string,
): Record<string, unknown> {
  if (status === 'CREATING' && wanted === undefined) return {};
  const given =
    billingMode === 'PROVISIONED' && units !== undefined
      ? { ReadUnitsPerSecond: units.ReadCapacityUnits, WriteUnitsPerSecond: units.WriteCapacityUnits }
      : ON_DEMAND_WARM_THROUGHPUT;
  return { WarmThroughput: { ...given, ...wanted, Status: 'ACTIVE' } };
}

function describeKey({ hash, range }: KeySchema): Record<string, string>[] {
  return [
    { AttributeName: hash.name, KeyType: 'HASH' },
    ...(range === undefined ? [] : [{ AttributeName: range.name, KeyType: 'RANGE' }]),
  ];
}

function describeThroughput(throughput: Throughput | undefined): Record<string, unknown> {
  return { NumberOfDecreasesToday: 0, ReadCapacityUnits: 0, WriteCapacityUnits: 0, ...throughput };
}

function describeIndex(index: Index, tableArn: string): Record<string, unknown> {
  const { type, attributes } = index.projection;
  return {
    IndexName: index.name,
    KeySchema: describeKey(index.key),
    Projection: { ProjectionType: type, ...(attributes.length > 0 && { NonKeyAttributes: attributes }) },
    IndexSizeBytes: 0,
    ItemCount: 0,
    IndexArn: `${tableArn}/index/${index.name}`,
  };
}

function describeGlobalIndex(index: Index, table: Table, status: string): Record<string, unknown> {
  const isNew = !index.complete || status === 'CREATING';
  return {
    ...describeIndex(index, table.arn),
    IndexStatus: isNew ? 'CREATING' : 'ACTIVE',
    ...(!index.complete && { Backfilling: true }),
    ProvisionedThroughput: describeThroughput(index.throughput),
    ...(index.onDemandThroughput && { OnDemandThroughput: index.onDemandThroughput }),
    ...describeWarmth(table, index, status),
  };
}
