import { invalidParameter, validationException } from '../errors/table-errors.ts';
import type { DocumentPath } from '../expressions/document-path.ts';
import { indexView } from '../rows/index-view.ts';
import { entryKey, rowKey } from '../rows/row-keys.ts';
import { checkPaths } from '../schema/check-keys.ts';
import { type Index, type KeySchema, keyAttributesOfAll, type Table } from '../schema/table.ts';
import { type Attributes, attributeIn, attributes } from '../values/attribute-value.ts';

/** What Query and Scan have in common. */
export interface ReadRequest {
  readonly TableName: string;
  readonly IndexName?: string;
  readonly Select?: string;
  readonly ConsistentRead?: boolean;
  readonly AttributesToGet?: readonly string[];
  readonly ExclusiveStartKey?: Attributes;
  readonly Limit?: number;
  readonly ReturnConsumedCapacity?: string;
  readonly ConditionalOperator?: string;
}

/** Where a request reads: a table, or one of its indexes. */
export interface Source {
  readonly table: Table;
  readonly index: Index | undefined;
  readonly key: KeySchema;
}

/** @throws AwsError ValidationException */
export function findSource(table: Table, { IndexName, ConsistentRead }: ReadRequest): Source {
  if (IndexName === undefined) return { table, index: undefined, key: table.key };
  const index = table.indexes.find(({ name }) => name === IndexName);
  if (index === undefined)
    throw validationException(`The table does not have the specified index: ${IndexName}`);
  if (index.global && ConsistentRead)
    throw validationException('Consistent reads are not supported on global secondary indexes');
  if (!index.complete)
    throw validationException(`Cannot read from backfilling global secondary index: ${IndexName}`);
  return { table, index, key: index.key };
}

/**
 * @param projection what the request asks for by name
 * @throws AwsError ValidationException
 */
export function checkSelect(request: ReadRequest, projection: readonly DocumentPath[] | undefined): void {
  const { Select, AttributesToGet, IndexName } = request;
  const parameter = AttributesToGet === undefined ? 'ProjectionExpression' : 'AttributesToGet';
  const wanted = {
    ALL_ATTRIBUTES: 'ALL_ATTRIBUTES',
    ALL_PROJECTED_ATTRIBUTES: 'ALL_PROJECTED_ATTRIBUTES',
    COUNT: 'only the Count',
  };
  if (Select === 'SPECIFIC_ATTRIBUTES') {
    if (projection !== undefined) return;
    throw invalidParameter(
      'Must specify the AttributesToGet or ProjectionExpression when choosing to get SPECIFIC_ATTRIBUTES',
    );
  }
  if (Select !== undefined && projection !== undefined)
    throw invalidParameter(
      `Cannot specify the ${parameter} when choosing to get ${wanted[Select as keyof typeof wanted]}`,
    );
  if (Select === 'ALL_PROJECTED_ATTRIBUTES' && IndexName === undefined)
    throw invalidParameter('ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName');
}

/** @throws AwsError ValidationException where a global index has not what is asked for */
export function checkProjected(
  { table, index }: Source,
  { Select }: ReadRequest,
  projection: readonly DocumentPath[] | undefined,
): void {
  if (!index?.global || index.projection.type === 'ALL') return;
  if (Select === 'ALL_ATTRIBUTES') {
    throw invalidParameter(
      `Select type ALL_ATTRIBUTES is not supported for global secondary index ${index.name} because its projection type is not ALL`,
    );
  }
  const held = new Set([
    ...keyAttributesOfAll([table.key, index.key]).map(({ name }) => name),
    ...index.projection.attributes,
  ]);
  const missing = [...new Set(projection?.map(([head]) => String(head)))].filter((name) => !held.has(name));
  if (missing.length > 0)
    throw invalidParameter(`Global secondary index ${index.name} does not project [${missing.join(', ')}]`);
}

/** What the request sees of an item. */
export function viewOf(
  source: Source,
  request: ReadRequest,
  projection: readonly DocumentPath[] | undefined,
) {
  const { table, index } = source;
  // A local index lies beside its items: what it does not hold is fetched from there.
  const whole =
    index === undefined || request.Select === 'ALL_ATTRIBUTES' || (!index.global && projection !== undefined);
  return (item: Attributes): Attributes => (whole ? item : indexView(index, table, item));
}

export function checkFilterPaths(table: Table, paths: readonly DocumentPath[] | undefined): void {
  checkPaths(table, paths);
}

/** The key by which a next page begins. */
export function startKeyOf({ table, key }: Source, item: Attributes): Attributes {
  const start = attributes();
  for (const { name } of keyAttributesOfAll([table.key, key])) start[name] = attributeIn(item, name);
  return start;
}

/** The row at which a page ended. */
export function rowOf({ table, index }: Source, start: Attributes): Buffer {
  const row = index === undefined ? rowKey(table.key, start) : entryKey(index, table, start);
  if (row === undefined) throw new TypeError('A page ended at an item that is not in the index.');
  return row;
}
