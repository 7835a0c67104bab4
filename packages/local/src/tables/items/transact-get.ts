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
import { checkDistinct, MOST_ITEMS } from './transact-write.ts';
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
  run(engine, { TransactItems, ReturnConsumedCapacity }) {
    const gets = TransactItems.map(({ Get: get }) => ({
      ...{ name: get.TableName, key: checkAttributes(get.Key) },
      projection: readExpressions(get).projection,
    })).map((get) => ({ ...get, table: engine.tables.get(get.name) }));
    allOrNothing(gets, ({ table, key, projection }) => {
      checkKey(table.key, key);
      checkPaths(table, projection);
    });
    checkDistinct(gets);
    const usages = new Map<Table, Usage>();
    const responses = gets.map(({ table, key, projection }) => {
      const item = engine.rows.get(table.id, rowKey(table.key, key));
      const usage = usages.get(table) ?? noUsage();
      usages.set(table, usage);
      addReads(usage, 2 * readUnits(item ? itemSize(item) : 0, true));
      if (item === undefined) return {};
      return { Item: projection === undefined ? item : project(item, projection) };
    });
    const used = [...usages].flatMap(
      ([table, usage]) => consumedCapacity(ReturnConsumedCapacity, table, usage, 'ReadCapacityUnits') ?? [],
    );
    return { Responses: responses, ...(used.length > 0 && { ConsumedCapacity: used }) };
  },
};
