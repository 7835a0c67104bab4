import type { TableOperation } from '../engine/table-operation.ts';
import { invalidParameter, validationException } from '../errors/table-errors.ts';
import { indexName } from '../requests/members.ts';
import { listOf, required, structure } from '../requests/shape.ts';
import type { Index, Stream, Table, Throughput } from '../schema/table.ts';
import { kmsKeyArn } from './create-table.ts';
import { describeTable } from './describe-table.ts';
import { namedTable } from './table-lifecycle.ts';
import {
  attributeDefinitions,
  configuration,
  globalIndex,
  newTableName,
  throughput,
  unsupported,
} from './table-members.ts';
import {
  type AttributeDefinition,
  checkUnits,
  configured,
  refuseUnsupported,
  requestedStream,
  requiredName,
} from './table-request.ts';
import { type UpdateTableRequest, updatedIndexes } from './updated-indexes.ts';

export const updateTable: TableOperation<UpdateTableRequest> = {
  members: {
    TableName: newTableName,
    AttributeDefinitions: attributeDefinitions,
    ...configuration,
    ...unsupported,
    GlobalSecondaryIndexUpdates: listOf(
      structure('GlobalSecondaryIndexUpdate', {
        Update: structure('UpdateGlobalSecondaryIndexAction', {
          IndexName: required(indexName),
          ProvisionedThroughput: throughput,
        }),
        Create: globalIndex,
        Delete: structure('DeleteGlobalSecondaryIndexAction', { IndexName: required(indexName) }),
      }),
    ),
  },
  requires: ({ TableName }) => void requiredName(TableName),
  run(engine, request) {
    refuseUnsupported(request, Object.keys(unsupported));
    checkRequest(request);
    const table = namedTable(engine, request);
    checkBilling(table, request);
    const definitions = mergedDefinitions(table, request);
    const indexes = updatedIndexes(engine, table, request, definitions);
    const stream = updatedStream(table, request, engine.now());
    const { encryptionKey, onDemandSince, ...kept } = table;
    const isSwitched = request.BillingMode === 'PAY_PER_REQUEST' && table.billingMode === 'PROVISIONED';
    const changed: Table = {
      ...kept,
      ...(encryptionKey && request.SSESpecification === undefined && { encryptionKey }),
      ...configured(request, (key) => kmsKeyArn(engine, key)),
      ...(request.ProvisionedThroughput && { throughput: request.ProvisionedThroughput }),
      ...(request.BillingMode && { billingMode: request.BillingMode }),
      ...(request.BillingMode === 'PAY_PER_REQUEST' && { throughput: ON_DEMAND }),
      ...(onDemandSince !== undefined && !isSwitched && { onDemandSince }),
      ...(stream && { stream }),
      attributes: usedAttributes(table, indexes, definitions),
      indexes,
    };
    engine.atomically(() => {
      engine.tables.put({ ...changed, ...(isSwitched && { onDemandSince: engine.now() }) });
      const left = new Set(indexes.map(({ id }) => id));
      for (const { id } of table.indexes) if (!left.has(id)) engine.clearings.add('entries', id);
    });
    for (const index of indexes) if (!index.complete) engine.backfill(table.name, index.name);
    return {
      TableDescription: {
        ...describeTable(changed, engine.rows.count(table.id), 'UPDATING'),
        ...encryptionChange(table, changed),
      },
    };
  },
};

function encryptionChange(before: Table, { encryptionKey: key }: Table): Record<string, unknown> | undefined {
  if (before.encryptionKey === key) return undefined;
  return {
    SSEDescription: { Status: 'UPDATING', SSEType: 'KMS', KMSMasterKeyArn: key ?? before.encryptionKey },
  };
}

const changes = [
  'ProvisionedThroughput',
  'BillingMode',
  'StreamSpecification',
  'SSESpecification',
  'TableClass',
  'DeletionProtectionEnabled',
  'OnDemandThroughput',
  'WarmThroughput',
] as const;

/** What a table without provisioned throughput shows. */
const ON_DEMAND: Throughput = { ReadCapacityUnits: 0, WriteCapacityUnits: 0 };

function checkRequest(request: UpdateTableRequest): void {
  const updates = request.GlobalSecondaryIndexUpdates ?? [];
  if (updates.length === 0 && changes.every((name) => request[name] === undefined)) {
    throw validationException(
      'At least one of ProvisionedThroughput, BillingMode, UpdateStreamEnabled, GlobalSecondaryIndexUpdates or SSESpecification or ReplicaUpdates is required',
    );
  }
  if (request.BillingMode === 'PROVISIONED' && request.ProvisionedThroughput === undefined)
    throw invalidParameter('ProvisionedThroughput must be specified when BillingMode is PROVISIONED');
  checkUnits(request.ProvisionedThroughput);
  const names = new Set<string>();
  for (const { Update, Create, Delete } of updates) {
    const name = (Update ?? Create ?? Delete)?.IndexName;
    if (name === undefined) {
      throw invalidParameter(
        'One of GlobalSecondaryIndexUpdate.Update, GlobalSecondaryIndexUpdate.Create, GlobalSecondaryIndexUpdate.Delete must not be null',
      );
    }
    if (names.has(name)) {
      throw invalidParameter(
        `Only one global secondary index update per index is allowed simultaneously. Index: ${name}`,
      );
    }
    names.add(name);
  }
}

function checkBilling(
  table: Table,
  { BillingMode, ProvisionedThroughput: wanted }: UpdateTableRequest,
): void {
  if (wanted === undefined) return;
  if ((BillingMode ?? table.billingMode) === 'PAY_PER_REQUEST') {
    throw invalidParameter(
      'Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST',
    );
  }
  const { throughput: current } = table;
  if (current?.ReadCapacityUnits !== wanted.ReadCapacityUnits) return;
  if (current.WriteCapacityUnits !== wanted.WriteCapacityUnits) return;
  throw validationException(
    'The provisioned throughput for the table will not change. The requested value equals the current value. ' +
      `Current ReadCapacityUnits provisioned for the table: ${current.ReadCapacityUnits}. ` +
      `Requested ReadCapacityUnits: ${wanted.ReadCapacityUnits}. ` +
      `Current WriteCapacityUnits provisioned for the table: ${current.WriteCapacityUnits}. ` +
      `Requested WriteCapacityUnits: ${wanted.WriteCapacityUnits}. ` +
      'Refer to the Amazon DynamoDB Developer Guide for current limits and how to request higher limits.',
  );
}

function mergedDefinitions(table: Table, request: UpdateTableRequest): AttributeDefinition[] {
  const known = table.attributes.map(({ name, type }) => ({ AttributeName: name, AttributeType: type }));
  const given = request.AttributeDefinitions ?? [];
  const names = new Set(given.map(({ AttributeName }) => AttributeName));
  return [...known.filter(({ AttributeName }) => !names.has(AttributeName)), ...given];
}

function updatedStream(table: Table, request: UpdateTableRequest, now: number): Stream | undefined {
  if (request.StreamSpecification === undefined) return undefined;
  const wanted = requestedStream(request, now);
  const current = table.stream?.enabled ? table.stream : undefined;
  if (wanted !== undefined && current !== undefined)
    throw validationException(`Table already has an enabled stream: TableName: ${table.name}`);
  if (wanted !== undefined) return wanted;
  if (current === undefined)
    throw validationException(`Table does not have a stream to disable: TableName: ${table.name}`);
  return { ...current, enabled: false };
}

/** Definitions of attributes that no key uses any more are dropped. */
function usedAttributes(
  table: Table,
  indexes: readonly Index[],
  definitions: readonly AttributeDefinition[],
) {
  const used = new Set(
    [table.key, ...indexes.map(({ key }) => key)].flatMap(({ hash, range }) => [hash.name, range?.name]),
  );
  return definitions
    .filter(({ AttributeName }) => used.has(AttributeName))
    .map(({ AttributeName, AttributeType }) => ({ name: AttributeName, type: AttributeType }));
}
