import { type OnFirstUse, onFirstUse } from '../foundation/first-use.ts';
import type { TableOperation } from './engine/table-operation.ts';
import type { StreamLog } from './streams/stream-log.ts';

type Loaded = Readonly<Record<string, OnFirstUse<TableOperation<never>>>>;

/** DynamoDB's operations, and those of its streams, by AWS's own names. */
export function tableOperations(log: StreamLog): Loaded {
  const streams = async () => (await import('./streams/stream-operations.ts')).streamOperations(log);
  return {
    ...operations,
    ...from(streams, 'listStreams', 'describeStream', 'getShardIterator', 'getRecords'),
  };
}

/** Operations of one module, which is loaded with the first of them; in code their names begin with a small letter. */
function from<Name extends string>(
  load: () => Promise<Readonly<Record<Name, TableOperation<never>>>>,
  ...names: readonly Name[]
): Loaded {
  return Object.fromEntries(
    names.map((name) => [
      name.charAt(0).toUpperCase() + name.slice(1),
      onFirstUse(async () => (await load())[name]),
    ]),
  );
}

const operations: Loaded = {
  ...from(() => import('./items/batch-get.ts'), 'batchGetItem'),
  ...from(() => import('./items/batch-write.ts'), 'batchWriteItem'),
  ...from(() => import('./items/single-writes.ts'), 'deleteItem', 'putItem', 'updateItem'),
  ...from(() => import('./items/get-item.ts'), 'getItem'),
  ...from(() => import('./items/transact-get.ts'), 'transactGetItems'),
  ...from(() => import('./items/transact-write.ts'), 'transactWriteItems'),
  ...from(() => import('./queries/query.ts'), 'query'),
  ...from(() => import('./queries/scan.ts'), 'scan'),
  ...from(
    () => import('./administration/backups.ts'),
    'createBackup',
    'deleteBackup',
    'describeBackup',
    'listBackups',
  ),
  ...from(() => import('./administration/create-table.ts'), 'createTable'),
  ...from(
    () => import('./administration/resource-policies.ts'),
    'deleteResourcePolicy',
    'getResourcePolicy',
    'putResourcePolicy',
  ),
  ...from(() => import('./administration/table-lifecycle.ts'), 'deleteTable', 'describeTable', 'listTables'),
  ...from(
    () => import('./administration/continuous-backups.ts'),
    'describeContinuousBackups',
    'updateContinuousBackups',
  ),
  ...from(
    () => import('./administration/contributor-insights.ts'),
    'describeContributorInsights',
    'listContributorInsights',
    'updateContributorInsights',
  ),
  ...from(() => import('./administration/account.ts'), 'describeEndpoints', 'describeLimits'),
  ...from(() => import('./administration/time-to-live.ts'), 'describeTimeToLive', 'updateTimeToLive'),
  ...from(() => import('./administration/tags.ts'), 'listTagsOfResource', 'tagResource', 'untagResource'),
  ...from(() => import('./administration/restore-table.ts'), 'restoreTableFromBackup'),
  ...from(() => import('./administration/restore-to-point-in-time.ts'), 'restoreTableToPointInTime'),
  ...from(() => import('./administration/update-table.ts'), 'updateTable'),
};
