import { each, type Steps } from '../../foundation/steps.ts';
import type { Engine } from '../engine/engine.ts';
import type { TableOperation } from '../engine/table-operation.ts';
import { validationException } from '../errors/table-errors.ts';
import { attributesMember, capacity, metrics } from '../requests/members.ts';
import { listOf, mapOf, structure } from '../requests/shape.ts';
import { rowKey } from '../rows/row-keys.ts';
import { checkIndexKeys, checkKey } from '../schema/check-keys.ts';
import { keyAttributes, type Table } from '../schema/table.ts';
import { type Attributes, attributeOf, attributes } from '../values/attribute-value.ts';
import { checkAttributes } from '../values/check-value.ts';
import { isLarger, LARGEST_ITEM_BYTES } from '../values/item-size.ts';
import { addWrite, consumedCapacity, isWanted, noUsage } from './capacity.ts';
import { collectionMetrics } from './collection-metrics.ts';
import { type Write, writeItem } from './write.ts';

interface WriteRequest {
  readonly PutRequest?: { readonly Item: Attributes };
  readonly DeleteRequest?: { readonly Key: Attributes };
}

interface BatchWriteRequest {
  readonly RequestItems: Readonly<Record<string, readonly WriteRequest[]>>;
  readonly ReturnConsumedCapacity?: string;
  readonly ReturnItemCollectionMetrics?: string;
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchWriteItem.html */
const MOST_REQUESTS = 25;

export const batchWriteItem: TableOperation<BatchWriteRequest> = {
  writes: true,
  members: {
    ...capacity,
    ...metrics,
    RequestItems: mapOf(
      listOf(
        structure('WriteRequest', {
          PutRequest: structure('PutRequest', { Item: attributesMember }),
          DeleteRequest: structure('DeleteRequest', { Key: attributesMember }),
        }),
      ),
      { required: true, valueLength: [1, MOST_REQUESTS] },
    ),
  },
  *run(engine, request) {
    const prepared = yield* prepare(request.RequestItems);
    const tables = prepared.map(({ name, puts }) => ({
      name,
      writes: writesOf(engine.tables.get(name), puts),
    }));
    const answers: ({ name: string } & Written)[] = [];
    for (const { name, writes } of tables)
      answers.push({ name, ...(yield* writeAll(engine, name, writes, request)) });
    const used = answers.flatMap(({ capacity: units }) => units ?? []);
    const collections = answers.filter(({ collection }) => collection.length > 0);
    return {
      UnprocessedItems: {},
      ...(used.length > 0 && { ConsumedCapacity: used }),
      ...(collections.length > 0 && {
        ItemCollectionMetrics: Object.fromEntries(
          collections.map(({ name, collection }) => [name, collection]),
        ),
      }),
    };
  },
};

/** An item to put, or the key of one to delete. */
type Put = { readonly item: Attributes } | { readonly key: Attributes };

function* prepare(requests: BatchWriteRequest['RequestItems']): Steps<{ name: string; puts: Put[] }[]> {
  const entries = Object.entries(requests);
  if (entries.length === 0)
    throw validationException('The requestItems parameter is required for BatchWriteItem');
  if (entries.reduce((count, [, list]) => count + list.length, 0) > MOST_REQUESTS)
    throw validationException('Too many items requested for the BatchWriteItem call');
  const prepared: { name: string; puts: Put[] }[] = [];
  for (const [name, list] of entries) prepared.push({ name, puts: yield* each(list, readRequest) });
  return prepared;
}

function readRequest({ PutRequest, DeleteRequest }: WriteRequest): Put {
  if ((PutRequest === undefined) === (DeleteRequest === undefined)) {
    throw validationException(
      'Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes',
    );
  }
  if (PutRequest === undefined) return { key: checkAttributes(DeleteRequest?.Key ?? {}) };
  const item = checkAttributes(PutRequest.Item);
  if (isLarger(item, LARGEST_ITEM_BYTES))
    throw validationException('Item size has exceeded the maximum allowed size');
  return { item };
}

function writesOf(table: Table, puts: readonly Put[]): Write[] {
  const writes = puts.map((put): Write => {
    const key = 'key' in put ? put.key : givenKey(table, put.item);
    checkKey(table.key, key);
    const item = 'item' in put ? put.item : undefined;
    if (item !== undefined) checkIndexKeys(table, item);
    return { table, key, condition: undefined, onFailure: undefined, next: () => item };
  });
  const rows = new Set(writes.map(({ key }) => rowKey(table.key, key).toString('latin1')));
  if (rows.size < writes.length) throw validationException('Provided list of item keys contains duplicates');
  return writes;
}

/** What the item has of its key. */
function givenKey(table: Table, item: Attributes): Attributes {
  const key = attributes();
  for (const { name } of keyAttributes(table.key)) {
    const value = attributeOf(item, name);
    if (value !== undefined) key[name] = value;
  }
  return key;
}

interface Written {
  readonly capacity: Record<string, unknown> | undefined;
  readonly collection: readonly unknown[];
}

/** A batch is not a transaction: each write stands for itself, and other requests may come between two of them. */
function* writeAll(
  engine: Engine,
  name: string,
  writes: readonly Write[],
  request: BatchWriteRequest,
): Steps<Written> {
  const usage = noUsage();
  for (const write of writes) {
    yield* engine.lock.free();
    // Looked up again, because a table may get an index meanwhile, or go.
    const table = engine.tables.get(name);
    const change = writeItem(engine, { ...write, table });
    if (isWanted(request.ReturnConsumedCapacity)) addWrite(usage, table, change);
    yield;
  }
  const table = engine.tables.get(name);
  return {
    capacity: consumedCapacity(request.ReturnConsumedCapacity, table, usage),
    collection: writes.flatMap(
      ({ key }) => collectionMetrics(request.ReturnItemCollectionMetrics, table, key) ?? [],
    ),
  };
}
