import { AwsError } from '../../foundation/aws-error.ts';
import type { Steps } from '../../foundation/steps.ts';
import type { Engine } from '../engine/engine.ts';
import type { TableOperation } from '../engine/table-operation.ts';
import { holding } from '../engine/transaction-lock.ts';
import { invalidParameter } from '../errors/table-errors.ts';
import { listOf, type Members, oneOf, required } from '../requests/shape.ts';
import { copyItems } from '../rows/copy-items.ts';
import {
  type Index,
  keyAttributesOfAll,
  type Restored,
  type Table,
  type Throughput,
} from '../schema/table.ts';
import { backupArn, backupOf } from './backups.ts';
import { describeTable } from './describe-table.ts';
import { madeInSteps } from './made-in-steps.ts';
import { configuration, globalIndex, localIndex, newTableName, throughput } from './table-members.ts';

/** What a restored table may have otherwise than the one that it comes from. */
export interface RestoreOverrides {
  readonly TargetTableName: string;
  readonly BillingModeOverride?: Table['billingMode'];
  readonly ProvisionedThroughputOverride?: Throughput;
  readonly OnDemandThroughputOverride?: Record<string, number>;
  readonly GlobalSecondaryIndexOverride?: readonly { readonly IndexName: string }[];
  readonly LocalSecondaryIndexOverride?: readonly { readonly IndexName: string }[];
}

export const overrides: Members = {
  TargetTableName: required(newTableName),
  BillingModeOverride: oneOf('PROVISIONED', 'PAY_PER_REQUEST'),
  GlobalSecondaryIndexOverride: listOf(globalIndex),
  LocalSecondaryIndexOverride: listOf(localIndex),
  ProvisionedThroughputOverride: throughput,
  OnDemandThroughputOverride: configuration.OnDemandThroughput as typeof throughput,
};

export const restoreTableFromBackup: TableOperation<RestoreOverrides & { readonly BackupArn: string }> = {
  members: { ...overrides, BackupArn: backupArn },
  run(engine, request) {
    const { arn, table, createdAt, id: from } = backupOf(engine, request.BackupArn);
    return restore(engine, request, table, {
      ...{ tableArn: table.arn, backupArn: arn, at: createdAt },
      fill: (id) => copyItems(engine.rows, from, id, () => backupOf(engine, arn)),
    });
  },
};

/**
 * Creates a table like another, with its items as they were: there when all of them are.
 * @throws AwsError TableAlreadyExistsException, ValidationException
 */
export function* restore(
  engine: Engine,
  request: RestoreOverrides,
  source: Table,
  { fill, ...restored }: Restored & { readonly fill: (id: number) => Steps<void> },
): Steps<Record<string, unknown>> {
  const { TargetTableName: name } = request;
  checkFree(engine, name);
  const table = restoredTable(engine, request, source, restored);
  yield* holding(engine.lock, () =>
    madeInSteps(engine, table.id, {
      fill: () => fill(table.id),
      finish() {
        checkFree(engine, name);
        engine.tables.put(table);
      },
    }),
  );
  for (const index of table.indexes) engine.backfill(name, index.name);
  return { TableDescription: describeTable(table, engine.rows.count(table.id), 'CREATING') };
}

function checkFree(engine: Engine, name: string): void {
  if (engine.tables.find(name) === undefined) return;
  throw new AwsError('TableAlreadyExistsException', `Table already exists: ${name}`);
}

/** Tags, the stream, the time to live, recovery and protection are not restored: as on AWS, they are to be set again. */
function restoredTable(
  engine: Engine,
  request: RestoreOverrides,
  { key, encryptionKey, tableClass, ...source }: Table,
  restored: Restored,
): Table {
  const { account, region } = engine;
  const { TargetTableName: name } = request;
  const indexes = keptIndexes(source.indexes, request).map((index) => restoredIndex(engine, index));
  const billingMode = request.BillingModeOverride ?? source.billingMode;
  const units = request.ProvisionedThroughputOverride ?? source.throughput;
  const onDemand = request.OnDemandThroughputOverride ?? source.onDemandThroughput;
  if (billingMode === 'PROVISIONED' && !units?.ReadCapacityUnits) {
    throw invalidParameter(
      'ProvisionedThroughputOverride must be specified when BillingModeOverride is PROVISIONED and the source table has none',
    );
  }
  return {
    ...{ name, id: engine.tables.nextId(), uuid: engine.newUuid() },
    arn: `arn:aws:dynamodb:${region}:${account}:table/${name}`,
    createdAt: engine.now(),
    attributes: keyAttributesOfAll([key, ...indexes.map((index) => index.key)]),
    ...{ key, indexes },
    billingMode,
    ...(billingMode === 'PROVISIONED' && { throughput: units }),
    ...(billingMode === 'PAY_PER_REQUEST' && {
      onDemandSince: engine.now(),
      ...(onDemand && { onDemandThroughput: onDemand }),
    }),
    deletionProtected: false,
    ...(tableClass && { tableClass }),
    ...(encryptionKey && { encryptionKey }),
    ...{ tags: [], restored },
  };
}

/** An override leaves indexes out; it makes none. */
function keptIndexes(indexes: readonly Index[], request: RestoreOverrides): readonly Index[] {
  const globals = request.GlobalSecondaryIndexOverride?.map(({ IndexName }) => IndexName);
  const locals = request.LocalSecondaryIndexOverride?.map(({ IndexName }) => IndexName);
  for (const [isGlobal, names] of [[true, globals] as const, [false, locals] as const]) {
    const unknown = names?.find(
      (name) => !indexes.some((index) => index.global === isGlobal && index.name === name),
    );
    if (unknown !== undefined)
      throw invalidParameter(`The source table does not have the index to restore: ${unknown}`);
  }
  return indexes.filter(({ global, name }) => (global ? globals : locals)?.includes(name) ?? true);
}

function restoredIndex(engine: Engine, index: Index): Index {
  return { ...index, id: engine.tables.nextId(), complete: false };
}
