import { createHash } from 'node:crypto';
import { AwsError } from '../../foundation/aws-error.ts';
import { canonicalJson } from '../../foundation/json/canonical-json.ts';
import { each, type Steps } from '../../foundation/steps.ts';
import type { Engine } from '../engine/engine.ts';
import type { TableOperation } from '../engine/table-operation.ts';
import { holding } from '../engine/transaction-lock.ts';
import { validationException } from '../errors/table-errors.ts';
import {
  attributesMember,
  capacity,
  metrics,
  namesAndValues,
  onFailure,
  tableName,
} from '../requests/members.ts';
import { listOf, type Members, structure, text } from '../requests/shape.ts';
import { rowKey } from '../rows/row-keys.ts';
import type { Table } from '../schema/table.ts';
import { itemSize } from '../values/item-size.ts';
import { addWrite, consumedCapacity, isWanted, noUsage, type Usage } from './capacity.ts';
import { collectionMetrics } from './collection-metrics.ts';
import { commit } from './commit.ts';
import { madeReady, type PlannedWrite } from './ready-writes.ts';
import { allOrNothing } from './transaction.ts';
import { plan, type Write } from './write.ts';
import {
  type KeyRequest,
  type Prepared,
  type PutRequest,
  prepareCheck,
  prepareDelete,
  preparePut,
  prepareUpdate,
  type UpdateRequest,
} from './write-checks.ts';

interface TransactWriteItem {
  readonly ConditionCheck?: KeyRequest;
  readonly Put?: PutRequest;
  readonly Delete?: KeyRequest;
  readonly Update?: UpdateRequest;
}

interface TransactWriteRequest {
  readonly TransactItems: readonly TransactWriteItem[];
  readonly ClientRequestToken?: string;
  readonly ReturnConsumedCapacity?: string;
  readonly ReturnItemCollectionMetrics?: string;
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html */
export const MOST_ITEMS = 100;
const LARGEST_TRANSACTION_BYTES = 4 * 1024 * 1024;

const conditional: Members = {
  TableName: tableName,
  ConditionExpression: text(),
  ...namesAndValues,
  ...onFailure,
};

export const transactWriteItems: TableOperation<TransactWriteRequest> = {
  writes: true,
  members: {
    ...capacity,
    ...metrics,
    ClientRequestToken: text({ min: 1, max: 36 }),
    TransactItems: listOf(
      structure('TransactWriteItem', {
        ConditionCheck: structure('ConditionCheck', {
          ...conditional,
          Key: attributesMember,
          ConditionExpression: text({ required: true }),
        }),
        Put: structure('Put', { ...conditional, Item: attributesMember }),
        Delete: structure('Delete', { ...conditional, Key: attributesMember }),
        Update: structure('Update', {
          ...conditional,
          Key: attributesMember,
          UpdateExpression: text({ required: true }),
        }),
      }),
      { required: true, min: 1, max: MOST_ITEMS },
    ),
  },
  *run(engine, request) {
    const parts = yield* each(request.TransactItems, prepare);
    const digest = yield* digestOf(request.TransactItems);
    return yield* holding(engine.lock, () => write(engine, request, parts, digest));
  },
};

/** Nothing else is written between what it reads and what it writes. */
function* write(
  engine: Engine,
  request: TransactWriteRequest,
  parts: readonly Part[],
  digest: string,
): Steps<Record<string, unknown>> {
  const tables = new Map(parts.map(({ name }) => [name, engine.tables.get(name)]));
  const { ClientRequestToken: token } = request;
  if (token !== undefined && isRepeated(engine, token, digest)) return answer(request, []);
  const writes = yield* allOrNothing(parts, ({ name, prepared }) =>
    prepared(tables.get(name) ?? engine.tables.get(name)),
  );
  checkDistinct(writes);
  const planned = yield* allOrNothing(writes, (part) => ({ write: part, change: plan(engine, part) }));
  const sizes = yield* each(planned, ({ change }) => itemSize(change.after ?? {}));
  const bytes = sizes.reduce((sum, size) => sum + size, 0);
  checkTransactionSize(bytes);
  try {
    const ready = yield* madeReady(engine, planned, bytes);
    engine.atomically(() => {
      // Looked up again, because a table may get an index meanwhile, or go.
      for (const { write: part, change } of ready) commit(engine, engine.tables.get(part.table.name), change);
      if (token !== undefined) engine.tokens.put(token, digest, engine.now());
    });
  } finally {
    engine.images.discard();
  }
  return answer(request, planned);
}

/** @throws AwsError ValidationException */
export function checkTransactionSize(bytes: number): void {
  if (bytes > LARGEST_TRANSACTION_BYTES)
    throw validationException('Aggregate size of the items in the transaction cannot exceed 4 MB');
}

function* digestOf(items: readonly TransactWriteItem[]): Steps<string> {
  const hash = createHash('sha256');
  yield* each(items, (item) => hash.update(`${canonicalJson(item)}\n`));
  return hash.digest('base64');
}

interface Part {
  readonly name: string;
  readonly prepared: Prepared;
}

function prepare(item: TransactWriteItem): Part {
  const { ConditionCheck, Put, Delete, Update } = item;
  const given = [ConditionCheck, Put, Delete, Update].filter((part) => part !== undefined);
  if (given.length === 1) {
    if (Put !== undefined) return { name: Put.TableName, prepared: preparePut(Put) };
    if (Update !== undefined) return { name: Update.TableName, prepared: prepareUpdate(Update, false) };
    if (Delete !== undefined) return { name: Delete.TableName, prepared: prepareDelete(Delete) };
    if (ConditionCheck !== undefined)
      return { name: ConditionCheck.TableName, prepared: prepareCheck(ConditionCheck) };
  }
  throw validationException('TransactItems can only contain one of Check, Put, Update or Delete');
}

/** For ten minutes a token stands for the request that it came with first. */
function isRepeated(engine: Engine, token: string, digest: string): boolean {
  const known = engine.tokens.find(token, engine.now());
  if (known === undefined) return false;
  if (known === digest) return true;
  throw new AwsError(
    'IdempotentParameterMismatchException',
    'The request uses the same client token as a previous, but non-identical request. ' +
      'Do not reuse a client token with different requests, unless the requests are identical',
  );
}

export function checkDistinct(items: readonly Pick<Write, 'table' | 'key'>[]): void {
  const rows = new Set(
    items.map(({ table, key }) => `${table.name}/${rowKey(table.key, key).toString('latin1')}`),
  );
  if (rows.size < items.length)
    throw validationException('Transaction request cannot include multiple operations on one item');
}

function answer(request: TransactWriteRequest, planned: readonly PlannedWrite[]): Record<string, unknown> {
  const usages = new Map<Table, Usage>();
  const collections: Record<string, unknown[]> = {};
  for (const { write, change } of planned) {
    const usage = usages.get(write.table) ?? noUsage();
    usages.set(write.table, usage);
    // Preparing and committing count once each.
    if (isWanted(request.ReturnConsumedCapacity)) addWrite(usage, write.table, change, 2);
    const collection = collectionMetrics(request.ReturnItemCollectionMetrics, write.table, write.key);
    const known = collections[write.table.name] ?? [];
    if (collection !== undefined) collections[write.table.name] = [...known, collection];
  }
  const used = [...usages].flatMap(
    ([table, usage]) =>
      consumedCapacity(request.ReturnConsumedCapacity, table, usage, 'WriteCapacityUnits') ?? [],
  );
  return {
    ...(used.length > 0 && { ConsumedCapacity: used }),
    ...(Object.keys(collections).length > 0 && { ItemCollectionMetrics: collections }),
  };
}
