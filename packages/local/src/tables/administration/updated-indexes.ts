import { AwsError } from '../../foundation/aws-error.ts';
import type { Engine } from '../engine/engine.ts';
import { invalidParameter, tableNotFound, validationException } from '../errors/table-errors.ts';
import type { Index, Table, Throughput } from '../schema/table.ts';
import { checkGlobalIndex } from './check-table.ts';
import { newIndex } from './create-table.ts';
import type { AttributeDefinition, ConfigurationRequest, IndexRequest } from './table-request.ts';

/** One of the three. */
interface IndexUpdate {
  readonly Create?: IndexRequest;
  readonly Update?: { readonly IndexName: string; readonly ProvisionedThroughput?: Throughput };
  readonly Delete?: { readonly IndexName: string };
}

export interface UpdateTableRequest extends ConfigurationRequest {
  readonly GlobalSecondaryIndexUpdates?: readonly IndexUpdate[];
}

/**
 * The indexes as they are after the updates.
 * @throws AwsError where DynamoDB takes none or not all of them
 */
export function updatedIndexes(
  engine: Engine,
  table: Table,
  request: UpdateTableRequest,
  definitions: readonly AttributeDefinition[],
): readonly Index[] {
  const updates = request.GlobalSecondaryIndexUpdates ?? [];
  if (updates.filter(({ Create, Delete }) => Create !== undefined || Delete !== undefined).length > 1) {
    throw new AwsError(
      'LimitExceededException',
      'Subscriber limit exceeded: Only 1 online index can be created or deleted simultaneously per table',
    );
  }
  let indexes = table.indexes;
  for (const update of updates) indexes = updatedIndex(engine, table, request, definitions, update, indexes);
  if (request.BillingMode === 'PAY_PER_REQUEST') return indexes.map(({ throughput: _, ...index }) => index);
  if (request.BillingMode === 'PROVISIONED') checkThroughputs(indexes);
  return indexes;
}

function checkThroughputs(indexes: readonly Index[]): void {
  const without = indexes.filter(({ global, throughput }) => global && throughput === undefined);
  if (without.length === 0) return;
  const names = without.map(({ name }) => name).join();
  throw invalidParameter(`ProvisionedThroughput must be specified for index: ${names}`);
}

function updatedIndex(
  engine: Engine,
  table: Table,
  request: UpdateTableRequest,
  definitions: readonly AttributeDefinition[],
  { Create, Update, Delete }: IndexUpdate,
  indexes: readonly Index[],
): readonly Index[] {
  const name = (Create ?? Update ?? Delete)?.IndexName;
  const found = indexes.find((index) => index.name === name);
  if (Create === undefined) {
    if (!found?.global) throw tableNotFound();
    const units = Update?.ProvisionedThroughput;
    const others = indexes.filter((index) => index !== found);
    return units === undefined ? others : [...others, { ...found, throughput: units }];
  }
  if (found !== undefined)
    throw validationException(`Attempting to create an index which already exists: ${name}`);
  const defined = definitions.map(({ AttributeName }) => AttributeName);
  checkGlobalIndex(Create, defined, request.BillingMode ?? table.billingMode);
  return [...indexes, newIndex(engine, Create, definitions, true, false)];
}
