import { describeEndpoints, describeLimits } from './administration/account.ts';
import { describeContinuousBackups, updateContinuousBackups } from './administration/continuous-backups.ts';
import { createTable } from './administration/create-table.ts';
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
export const operations = {
  BatchGetItem: batchGetItem,
  BatchWriteItem: batchWriteItem,
  CreateTable: createTable,
  DeleteItem: deleteItem,
  DeleteTable: deleteTable,
  DescribeContinuousBackups: describeContinuousBackups,
  DescribeEndpoints: describeEndpoints,
  DescribeLimits: describeLimits,
  DescribeTable: describeTable,
  DescribeTimeToLive: describeTimeToLive,
  GetItem: getItem,
  ListTables: listTables,
  ListTagsOfResource: listTagsOfResource,
  PutItem: putItem,
  Query: query,
  Scan: scan,
  TagResource: tagResource,
  TransactGetItems: transactGetItems,
  TransactWriteItems: transactWriteItems,
  UntagResource: untagResource,
  UpdateContinuousBackups: updateContinuousBackups,
  UpdateItem: updateItem,
  UpdateTable: updateTable,
  UpdateTimeToLive: updateTimeToLive,
} as unknown as Readonly<Record<string, TableOperation<never>>>;
