import type { TableOperation } from '../engine/table-operation.ts';
import { project } from '../expressions/projection.ts';
import { attributesMember, attributesToGet, capacity, names, tableName } from '../requests/members.ts';
import { flag, text } from '../requests/shape.ts';
import { rowKey } from '../rows/row-keys.ts';
import { checkKey, checkPaths } from '../schema/check-keys.ts';
import type { Attributes } from '../values/attribute-value.ts';
import { checkAttributes } from '../values/check-value.ts';
import { itemSize } from '../values/item-size.ts';
import { addReads, consumedCapacity, noUsage, readUnits } from './capacity.ts';
import { type ProjectionParameters, readProjection } from './projected.ts';

interface GetRequest extends ProjectionParameters {
  readonly TableName: string;
  readonly Key: Attributes;
  readonly ConsistentRead?: boolean;
  readonly ReturnConsumedCapacity?: string;
}

export const getItem: TableOperation<GetRequest> = {
  members: {
    ...capacity,
    TableName: tableName,
    Key: attributesMember,
    ...attributesToGet,
    ConsistentRead: flag,
    ProjectionExpression: text(),
    ...names,
  },
  run(engine, request) {
    const key = checkAttributes(request.Key);
    const projection = readProjection(request);
    const table = engine.tables.get(request.TableName);
    checkKey(table.key, key);
    checkPaths(table, projection);
    const item = engine.rows.get(table.id, rowKey(table.key, key));
    const usage = noUsage();
    addReads(usage, readUnits(item ? itemSize(item) : 0, request.ConsistentRead));
    const used = consumedCapacity(request.ReturnConsumedCapacity, table, usage);
    return {
      ...(item && { Item: projection === undefined ? item : project(item, projection) }),
      ...(used && { ConsumedCapacity: used }),
    };
  },
};
