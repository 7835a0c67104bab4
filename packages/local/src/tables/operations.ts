import { type OnFirstUse, onFirstUse } from '../foundation/first-use.ts';
import type { TableOperation } from './engine/table-operation.ts';
import type { StreamLog } from './streams/stream-log.ts';

type Loaded = OnFirstUse<TableOperation<never>>;

/** DynamoDB's operations, and those of its streams, by AWS's own names. */
export function tableOperations(log: StreamLog): Readonly<Record<string, Loaded>> {
  const stream = (name: StreamOperation) =>
    onFirstUse(async () => (await import('./streams/stream-operations.ts')).streamOperations(log)[name]);
  return {
    ...operations,
    ListStreams: stream('ListStreams'),
    DescribeStream: stream('DescribeStream'),
    GetShardIterator: stream('GetShardIterator'),
    GetRecords: stream('GetRecords'),
  };
}

type StreamOperation = 'ListStreams' | 'DescribeStream' | 'GetShardIterator' | 'GetRecords';

const operations: Readonly<Record<string, Loaded>> = {
  BatchGetItem: onFirstUse(async () => (await import('./items/batch-get.ts')).batchGetItem),
  BatchWriteItem: onFirstUse(async () => (await import('./items/batch-write.ts')).batchWriteItem),
  CreateBackup: onFirstUse(async () => (await import('./administration/backups.ts')).createBackup),
  CreateTable: onFirstUse(async () => (await import('./administration/create-table.ts')).createTable),
  DeleteBackup: onFirstUse(async () => (await import('./administration/backups.ts')).deleteBackup),
  DeleteItem: onFirstUse(async () => (await import('./items/single-writes.ts')).deleteItem),
  DeleteResourcePolicy: onFirstUse(
    async () => (await import('./administration/resource-policies.ts')).deleteResourcePolicy,
  ),
  DeleteTable: onFirstUse(async () => (await import('./administration/table-lifecycle.ts')).deleteTable),
  DescribeBackup: onFirstUse(async () => (await import('./administration/backups.ts')).describeBackup),
  DescribeContinuousBackups: onFirstUse(
    async () => (await import('./administration/continuous-backups.ts')).describeContinuousBackups,
  ),
  DescribeContributorInsights: onFirstUse(
    async () => (await import('./administration/contributor-insights.ts')).describeContributorInsights,
  ),
  DescribeEndpoints: onFirstUse(async () => (await import('./administration/account.ts')).describeEndpoints),
  DescribeLimits: onFirstUse(async () => (await import('./administration/account.ts')).describeLimits),
  DescribeTable: onFirstUse(async () => (await import('./administration/table-lifecycle.ts')).describeTable),
  DescribeTimeToLive: onFirstUse(
    async () => (await import('./administration/time-to-live.ts')).describeTimeToLive,
  ),
  GetItem: onFirstUse(async () => (await import('./items/get-item.ts')).getItem),
  GetResourcePolicy: onFirstUse(
    async () => (await import('./administration/resource-policies.ts')).getResourcePolicy,
  ),
  ListBackups: onFirstUse(async () => (await import('./administration/backups.ts')).listBackups),
  ListContributorInsights: onFirstUse(
    async () => (await import('./administration/contributor-insights.ts')).listContributorInsights,
  ),
  ListTables: onFirstUse(async () => (await import('./administration/table-lifecycle.ts')).listTables),
  ListTagsOfResource: onFirstUse(async () => (await import('./administration/tags.ts')).listTagsOfResource),
  PutItem: onFirstUse(async () => (await import('./items/single-writes.ts')).putItem),
  PutResourcePolicy: onFirstUse(
    async () => (await import('./administration/resource-policies.ts')).putResourcePolicy,
  ),
  Query: onFirstUse(async () => (await import('./queries/query.ts')).query),
  RestoreTableFromBackup: onFirstUse(
    async () => (await import('./administration/restore-table.ts')).restoreTableFromBackup,
  ),
  RestoreTableToPointInTime: onFirstUse(
    async () => (await import('./administration/restore-to-point-in-time.ts')).restoreTableToPointInTime,
  ),
  Scan: onFirstUse(async () => (await import('./queries/scan.ts')).scan),
  TagResource: onFirstUse(async () => (await import('./administration/tags.ts')).tagResource),
  TransactGetItems: onFirstUse(async () => (await import('./items/transact-get.ts')).transactGetItems),
  TransactWriteItems: onFirstUse(async () => (await import('./items/transact-write.ts')).transactWriteItems),
  UntagResource: onFirstUse(async () => (await import('./administration/tags.ts')).untagResource),
  UpdateContributorInsights: onFirstUse(
    async () => (await import('./administration/contributor-insights.ts')).updateContributorInsights,
  ),
  UpdateContinuousBackups: onFirstUse(
    async () => (await import('./administration/continuous-backups.ts')).updateContinuousBackups,
  ),
  UpdateItem: onFirstUse(async () => (await import('./items/single-writes.ts')).updateItem),
  UpdateTable: onFirstUse(async () => (await import('./administration/update-table.ts')).updateTable),
  UpdateTimeToLive: onFirstUse(
    async () => (await import('./administration/time-to-live.ts')).updateTimeToLive,
  ),
};
