import { describeEndpoints, describeLimits } from './administration/account.ts';
import { createBackup, deleteBackup, describeBackup, listBackups } from './administration/backups.ts';
import { describeContinuousBackups, updateContinuousBackups } from './administration/continuous-backups.ts';
import {
  describeContributorInsights,
  listContributorInsights,
  updateContributorInsights,
} from './administration/contributor-insights.ts';
import { createTable } from './administration/create-table.ts';
import {
  deleteResourcePolicy,
  getResourcePolicy,
  putResourcePolicy,
} from './administration/resource-policies.ts';
import { restoreTableFromBackup } from './administration/restore-table.ts';
import { restoreTableToPointInTime } from './administration/restore-to-point-in-time.ts';
import { deleteTable, describeTable, listTables } from './administration/table-lifecycle.ts';
import { listTagsOfResource, tagResource, untagResource } from './administration/tags.ts';
import { describeTimeToLive, updateTimeToLive } from './administration/time-to-live.ts';
import { updateTable } from './administration/update-table.ts';
import type { TableOperation } from './engine/table-operation.ts';
import { batchGetItem } from './items/batch-get.ts';
import { batchWriteItem } from './items/batch-write.ts';
import { getItem } from './items/get-item.ts';
import { deleteItem, putItem, updateItem } from './items/single-writes.ts';
import { transactGetItems } from './items/transact-get.ts';
import { transactWriteItems } from './items/transact-write.ts';
import { query } from './queries/query.ts';
import { scan } from './queries/scan.ts';

/** DynamoDB's operations by AWS's own names. */
export const operations: Readonly<Record<string, TableOperation<never>>> = {
  BatchGetItem: batchGetItem,
  BatchWriteItem: batchWriteItem,
  CreateBackup: createBackup,
  CreateTable: createTable,
  DeleteBackup: deleteBackup,
  DeleteItem: deleteItem,
  DeleteResourcePolicy: deleteResourcePolicy,
  DeleteTable: deleteTable,
  DescribeBackup: describeBackup,
  DescribeContinuousBackups: describeContinuousBackups,
  DescribeContributorInsights: describeContributorInsights,
  DescribeEndpoints: describeEndpoints,
  DescribeLimits: describeLimits,
  DescribeTable: describeTable,
  DescribeTimeToLive: describeTimeToLive,
  GetItem: getItem,
  GetResourcePolicy: getResourcePolicy,
  ListBackups: listBackups,
  ListContributorInsights: listContributorInsights,
  ListTables: listTables,
  ListTagsOfResource: listTagsOfResource,
  PutItem: putItem,
  PutResourcePolicy: putResourcePolicy,
  Query: query,
  RestoreTableFromBackup: restoreTableFromBackup,
  RestoreTableToPointInTime: restoreTableToPointInTime,
  Scan: scan,
  TagResource: tagResource,
  TransactGetItems: transactGetItems,
  TransactWriteItems: transactWriteItems,
  UntagResource: untagResource,
  UpdateContributorInsights: updateContributorInsights,
  UpdateContinuousBackups: updateContinuousBackups,
  UpdateItem: updateItem,
  UpdateTable: updateTable,
  UpdateTimeToLive: updateTimeToLive,
};
