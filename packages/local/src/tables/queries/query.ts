import type { TableOperation } from '../engine/table-operation.ts';
import { validationException } from '../errors/table-errors.ts';
import { duplicateOf } from '../items/projected.ts';
import { asCondition, checkConditionalOperator, joined } from '../legacy/as-condition.ts';
import { checkConditions, type LegacyCondition } from '../legacy/condition-check.ts';
import { checkParameters, type ExpressionParameters, readExpressions } from '../requests/expressions.ts';
import {
  attributesToGet,
  capacity,
  conditionalOperator,
  indexName,
  legacyConditions,
  namesAndValues,
  tableName,
} from '../requests/members.ts';
import { flag, integer, type Members, mapOf, oneOf, text, value } from '../requests/shape.ts';
import type { Range } from '../rows/item-rows.ts';
import { checkPaths } from '../schema/check-keys.ts';
import { keyAttributes } from '../schema/table.ts';
import { readKeyConditions } from './key-conditions.ts';
import { checkKeyConditions, checkStartWithin, keyRange } from './key-range.ts';
import { readPage } from './read-page.ts';
import { checkProjected, checkSelect, findSource, type ReadRequest, rowOf, type Source } from './reading.ts';
import { checkStart, checkStartValues } from './start-key.ts';

export interface QueryRequest extends ReadRequest, ExpressionParameters {
  readonly KeyConditions?: Readonly<Record<string, LegacyCondition>>;
  readonly QueryFilter?: Readonly<Record<string, LegacyCondition>>;
  readonly ScanIndexForward?: boolean;
}

export const reading: Members = {
  Select: oneOf('SPECIFIC_ATTRIBUTES', 'COUNT', 'ALL_ATTRIBUTES', 'ALL_PROJECTED_ATTRIBUTES'),
  IndexName: indexName,
  ...capacity,
  TableName: tableName,
  ...conditionalOperator,
  ...attributesToGet,
  ConsistentRead: flag,
  ExclusiveStartKey: mapOf(value),
  FilterExpression: text(),
  ProjectionExpression: text(),
  ...namesAndValues,
};

export const query: TableOperation<QueryRequest> = {
  members: {
    ...reading,
    Limit: integer({ min: 1, withoutValue: true }),
    QueryFilter: legacyConditions,
    KeyConditions: legacyConditions,
    KeyConditionExpression: text(),
    ScanIndexForward: flag,
  },
  run(engine, request) {
    const prepared = prepare(request);
    const source = findSource(engine.tables.get(request.TableName), request);
    return readPage(engine, { ...prepared, source, request, range: rangeOf(source, request, prepared) });
  },
};

function prepare(request: QueryRequest) {
  checkParameters(
    { ...request },
    ['ProjectionExpression', 'FilterExpression', 'KeyConditionExpression'],
    [
      ...['AttributesToGet', 'QueryFilter', 'ConditionalOperator'],
      // A query may go with the older key conditions and newer expressions beside them.
      ...(request.KeyConditionExpression === undefined ? [] : ['KeyConditions']),
    ],
  );
  checkConditionalOperator(request.ConditionalOperator, request.QueryFilter ?? request.KeyConditions);
  const older = checkConditions(request.QueryFilter);
  duplicateOf(request.AttributesToGet);
  const start = checkStartValues(request.ExclusiveStartKey);
  if (request.KeyConditions === undefined && request.KeyConditionExpression === undefined) {
    throw validationException(
      'Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.',
    );
  }
  const { keyCondition, filter, projection } = readExpressions(request);
  const conditions = keyCondition
    ? readKeyConditions(keyCondition.condition)
    : checkConditions(request.KeyConditions);
  if (conditions.size !== 1 && conditions.size !== 2)
    throw validationException('Conditions can be of length 1 or 2 only');
  const paths = projection ?? request.AttributesToGet?.map((name) => [name]);
  checkSelect(request, paths);
  const filters = [...older].map(([name, { operator, values }]) => asCondition(name, operator, values));
  return {
    ...{ start, conditions, projection: paths },
    filter: filter?.condition ?? joined(filters, request.ConditionalOperator),
    filterPaths: filter?.paths,
    filterNames: new Set<unknown>(filter ? filter.paths.map(([head]) => head) : older.keys()),
  };
}

function rangeOf(source: Source, request: QueryRequest, prepared: ReturnType<typeof prepare>): Range {
  const { table, key } = source;
  const { start, conditions, projection, filterNames, filterPaths } = prepared;
  if (start !== undefined) checkStart(source, start, 'Query');
  checkKeyConditions(key, conditions);
  if (start !== undefined) checkStartWithin(key, conditions, start);
  checkPaths(table, projection);
  const inKey = keyAttributes(key).find(({ name }) => filterNames.has(name));
  if (inKey !== undefined) {
    const filter = request.QueryFilter === undefined ? 'Filter Expression' : 'QueryFilter';
    throw validationException(
      `${filter} can only contain non-primary key attributes: Primary key attribute: ${inKey.name}`,
    );
  }
  checkProjected(source, request, projection);
  checkPaths(table, filterPaths);
  const range = keyRange(key, conditions);
  const descending = request.ScanIndexForward === false;
  if (start === undefined) return { ...range, descending };
  const row = rowOf(source, start);
  return descending ? { ...range, descending, to: row } : { ...range, from: Buffer.concat([row, after]) };
}

/** The least that lies after a row. */
const after = Buffer.from([0]);
