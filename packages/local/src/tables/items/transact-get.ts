import { each, type Steps } from '../../foundation/steps.ts';
import type { Engine } from '../engine/engine.ts';
import type { TableOperation } from '../engine/table-operation.ts';
import { project } from '../expressions/projection.ts';
import { type ExpressionParameters, readExpressions } from '../requests/expressions.ts';
import { attributesMember, capacity, names, tableName } from '../requests/members.ts';
import { listOf, required, structure, text } from '../requests/shape.ts';
import { rowKey } from '../rows/row-keys.ts';
import { checkKey, checkPaths } from '../schema/check-keys.ts';
import type { Table } from '../schema/table.ts';
import type { Attributes } from '../values/attribute-value.ts';
import { checkAttributes } from '../values/check-value.ts';
import { itemSize } from '../values/item-size.ts';
import { addReads, consumedCapacity, noUsage, readUnits, type Usage } from './capacity.ts';
import { checkDistinct, checkTransactionSize, MOST_ITEMS } from './transact-write.ts';
import { allOrNothing } from './transaction.ts';

interface Get extends ExpressionParameters {
  readonly TableName: string;
  readonly Key: Attributes;
}

interface TransactGetRequest {
  readonly TransactItems: readonly { readonly Get: Get }[];
  readonly ReturnConsumedCapacity?: string;
}

export const transactGetItems: TableOperation<TransactGetRequest> = {
  members: {
    ...capacity,
    TransactItems: listOf(
      structure('TransactGetItem', {
        Get: required(
          structure('Get', {
            TableName: tableName,
            Key: attributesMember,
            ProjectionExpression: text(),
            ...names,
          }),
        ),
      }),
      { required: true, min: 1, max: MOST_ITEMS },
    ),
  },
  *run(engine, { TransactItems, ReturnConsumedCapacity }) {
    const gets = TransactItems.map(({ Get: get }) => ({
      ...{ name: get.TableName, key: checkAttributes(get.Key) },
      projection: readExpressions(get).projection,
    })).map((get) => ({ ...get, table: engine.tables.get(get.name) }));
    yield* allOrNothing(gets, ({ table, key, projection }) => {
      checkKey(table.key, key);
      checkPaths(table, projection);
    });
    checkDistinct(gets);
    const read = yield* readAll(engine, gets);
    checkTransactionSize(read.reduce((sum, { bytes }) => sum + bytes, 0));
    const usages = new Map<Table, Usage>();
    const responses = read.map(({ get: { table, projection }, item, bytes }) => {
      const usage = usages.get(table) ?? noUsage();
      usages.set(table, usage);
      addReads(usage, 2 * readUnits(bytes, true));
      if (item === undefined) return {};
      return { Item: projection === undefined ? item : project(item, projection) };
    });
    const used = [...usages].flatMap(
      ([table, usage]) => consumedCapacity(ReturnConsumedCapacity, table, usage, 'ReadCapacityUnits') ?? [],
    );
    return { Responses: responses, ...(used.length > 0 && { ConsumedCapacity: used }) };
  },
};

/** All items as they are at one moment: nothing is written between the first and the last. */
function* readAll<Key extends { readonly table: Table; readonly key: Attributes }>(
  { lock, rows }: Engine,
  gets: readonly Key[],
): Steps<{ get: Key; item: Attributes | undefined; bytes: number }[]> {
  yield* lock.free();
  const end = lock.hold();
  try {
    return yield* each(gets, (get) => {
      const item = rows.get(get.table.id, rowKey(get.table.key, get.key));
      return { get, item, bytes: item === undefined ? 0 : itemSize(item) };
    });
  } finally {
    end();
  }
}
