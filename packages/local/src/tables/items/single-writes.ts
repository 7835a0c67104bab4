import type { Change, Engine } from '../engine/engine.ts';
import type { TableOperation } from '../engine/table-operation.ts';
import { validationException } from '../errors/table-errors.ts';
import { project } from '../expressions/projection.ts';
import {
  attributesMember,
  capacity,
  expected,
  metrics,
  namesAndValues,
  onFailure,
  returnValues,
  tableName,
} from '../requests/members.ts';
import { type Members, mapOf, oneOf, structure, text, value } from '../requests/shape.ts';
import type { Attributes } from '../values/attribute-value.ts';
import { addWrite, consumedCapacity, isWanted, noUsage } from './capacity.ts';
import { collectionMetrics } from './collection-metrics.ts';
import { type Write, writeItem } from './write.ts';
import {
  type KeyRequest,
  type PutRequest,
  prepareDelete,
  preparePut,
  prepareUpdate,
  type UpdateRequest,
  type WriteRequest,
} from './write-checks.ts';

interface Wanted {
  readonly ReturnValues?: string;
  readonly ReturnConsumedCapacity?: string;
  readonly ReturnItemCollectionMetrics?: string;
}

const writing: Members = {
  ...capacity,
  TableName: tableName,
  ...metrics,
  ...returnValues,
  ...onFailure,
  ...expected,
  ConditionExpression: text(),
  ...namesAndValues,
};

export const putItem: TableOperation<PutRequest & Wanted> = {
  writes: true,
  members: { ...writing, Item: attributesMember },
  run(engine, request) {
    checkReturnValues(request);
    const prepared = preparePut(request);
    return write(engine, request, prepared(engine.tables.get(request.TableName)), ({ before }) =>
      oldItem(request, before),
    );
  },
};

export const deleteItem: TableOperation<KeyRequest & Wanted> = {
  writes: true,
  members: { ...writing, Key: attributesMember },
  run(engine, request) {
    checkReturnValues(request);
    const prepared = prepareDelete(request);
    return write(engine, request, prepared(engine.tables.get(request.TableName)), ({ before }) =>
      oldItem(request, before),
    );
  },
};

export const updateItem: TableOperation<UpdateRequest & Wanted> = {
  writes: true,
  members: {
    ...writing,
    Key: attributesMember,
    AttributeUpdates: mapOf(
      structure('AttributeValueUpdate', { Action: oneOf('ADD', 'DELETE', 'PUT'), Value: value }),
    ),
    UpdateExpression: text(),
  },
  run(engine, request) {
    const prepared = prepareUpdate(request)(engine.tables.get(request.TableName));
    return write(engine, request, prepared, ({ before, after }) => {
      const { ReturnValues = 'NONE' } = request;
      const item = ReturnValues.endsWith('_OLD') ? before : after;
      if (item === undefined || ReturnValues === 'NONE') return undefined;
      if (ReturnValues.startsWith('ALL')) return item;
      const updated = project(item, prepared.paths);
      return Object.keys(updated).length === 0 ? undefined : updated;
    });
  },
};

function write(
  engine: Engine,
  request: WriteRequest & Wanted,
  prepared: Write,
  shown: (change: Change) => Attributes | undefined,
): Record<string, unknown> {
  const change = writeItem(engine, prepared);
  const values = shown(change);
  const usage = noUsage();
  const { ReturnConsumedCapacity: mode } = request;
  if (isWanted(mode)) addWrite(usage, prepared.table, change);
  const used = consumedCapacity(mode, prepared.table, usage);
  const collection = collectionMetrics(request.ReturnItemCollectionMetrics, prepared.table, prepared.key);
  return {
    ...(values && { Attributes: values }),
    ...(used && { ConsumedCapacity: used }),
    ...(collection && { ItemCollectionMetrics: collection }),
  };
}

function oldItem({ ReturnValues }: Wanted, before: Attributes | undefined): Attributes | undefined {
  return ReturnValues === 'ALL_OLD' ? before : undefined;
}

function checkReturnValues({ ReturnValues = 'NONE' }: Wanted): void {
  if (ReturnValues === 'NONE' || ReturnValues === 'ALL_OLD') return;
  throw validationException('ReturnValues can only be ALL_OLD or NONE');
}
