import { validationException } from '../errors/table-errors.ts';
import { applyUpdate } from '../expressions/apply-update.ts';
import type { BoundCondition } from '../expressions/bind-condition.ts';
import type { BoundUpdate } from '../expressions/bind-update.ts';
import type { DocumentPath } from '../expressions/document-path.ts';
import { type AttributeUpdate, attributeUpdates, checkTypes } from '../legacy/attribute-updates.ts';
import { type ExpectedParameters, expectedCondition } from '../legacy/expected.ts';
import { checkParameters, type ExpressionParameters, readExpressions } from '../requests/expressions.ts';
import { checkItemKeys, checkKey, checkPaths, checkUpdate, checkUpdatedKeys } from '../schema/check-keys.ts';
import { keyAttributes, type Table } from '../schema/table.ts';
import { type Attributes, attributeIn, attributes } from '../values/attribute-value.ts';
import { checkAttributes, isTooDeep } from '../values/check-value.ts';
import { isLarger, LARGEST_ITEM_BYTES } from '../values/item-size.ts';
import { updateCost } from './update-cost.ts';
import type { Write } from './write.ts';

/** What PutItem, DeleteItem, UpdateItem and their like in transactions have in common. */
export interface WriteRequest extends ExpressionParameters, ExpectedParameters {
  readonly TableName: string;
  readonly ReturnValuesOnConditionCheckFailure?: string;
}

export interface PutRequest extends WriteRequest {
  readonly Item: Attributes;
}

export interface KeyRequest extends WriteRequest {
  readonly Key: Attributes;
}

export interface UpdateRequest extends KeyRequest {
  readonly AttributeUpdates?: Readonly<Record<string, AttributeUpdate>>;
}

/** A request that was read: what is left to check needs the table. */
export type Prepared<Result extends Write = Write> = (table: Table) => Result;

/** @throws AwsError ValidationException */
export function preparePut(request: PutRequest): Prepared {
  checkParameters({ ...request }, ['ConditionExpression'], ['Expected', 'ConditionalOperator']);
  const item = checkAttributes(request.Item);
  checkSize(item, 'Item size has exceeded the maximum allowed size');
  const { condition, paths } = readCondition(request);
  return (table) => {
    checkItemKeys(table, item);
    checkPaths(table, paths);
    const key = keyOf(table, item);
    return {
      table,
      key,
      condition,
      onFailure: request.ReturnValuesOnConditionCheckFailure,
      next: () => item,
    };
  };
}

/** @throws AwsError ValidationException */
export function prepareDelete(request: KeyRequest): Prepared {
  checkParameters({ ...request }, ['ConditionExpression'], ['Expected', 'ConditionalOperator']);
  const key = checkAttributes(request.Key);
  const { condition, paths } = readCondition(request);
  return (table) => {
    checkKey(table.key, key);
    checkPaths(table, paths);
    return {
      table,
      key,
      condition,
      onFailure: request.ReturnValuesOnConditionCheckFailure,
      next: () => undefined,
    };
  };
}

/** A condition check of a transaction leaves the item as it is. */
export function prepareCheck(request: KeyRequest): Prepared {
  const prepared = prepareDelete(request);
  return (table) => ({ ...prepared(table), next: (before) => before });
}

export interface UpdateWrite extends Write {
  /** What the update writes to. */
  readonly paths: readonly DocumentPath[];
}

/**
 * @param alone whether it is UpdateItem itself, which counts what it writes against the item's limit too
 * @throws AwsError ValidationException
 */
export function prepareUpdate(request: UpdateRequest, alone = true): Prepared<UpdateWrite> {
  checkParameters(
    { ...request },
    ['UpdateExpression', 'ConditionExpression'],
    ['AttributeUpdates', 'Expected', 'ConditionalOperator'],
  );
  const key = checkAttributes(request.Key);
  const legacy = request.AttributeUpdates && attributeUpdates(request.AttributeUpdates);
  const { condition, paths, update = legacy ?? [] } = readCondition(request);
  return (table) => {
    checkKey(table.key, key);
    checkUpdate(table, update);
    checkPaths(table, paths);
    const next = (before: Attributes | undefined) => {
      if (legacy !== undefined) checkTypes(legacy, before ?? key);
      return updated(table, update, key, before, alone);
    };
    const onFailure = request.ReturnValuesOnConditionCheckFailure;
    return { table, key, condition, onFailure, next, paths: update.map(({ path }) => path) };
  };
}

function updated(
  table: Table,
  update: BoundUpdate,
  key: Attributes,
  before: Attributes | undefined,
  alone: boolean,
): Attributes {
  const after = applyUpdate(update, before ?? key);
  checkUpdatedKeys(table, before, after);
  if (Object.values(after).some((value) => isTooDeep(value))) {
    throw validationException(
      'Nesting Levels have exceeded supported limits: Attributes in the item have nested levels beyond supported limit',
    );
  }
  checkSize(after, UPDATE_TOO_LARGE);
  if (alone && updateCost(update, after) > LARGEST_ITEM_BYTES) throw validationException(UPDATE_TOO_LARGE);
  return after;
}

const UPDATE_TOO_LARGE = 'Item size to update has exceeded the maximum allowed size';

function checkSize(item: Attributes, message: string): void {
  if (isLarger(item, LARGEST_ITEM_BYTES)) throw validationException(message);
}

/** A write has one condition at most: an expression, or what stood there before expressions. */
function readCondition(request: WriteRequest): {
  condition: BoundCondition | undefined;
  paths: readonly DocumentPath[] | undefined;
  update?: BoundUpdate;
} {
  const expected = expectedCondition(request);
  const { condition, update } = readExpressions(request);
  return {
    condition: condition?.condition ?? expected,
    paths: condition?.paths,
    ...(update !== undefined && { update }),
  };
}

export function keyOf(table: Table, item: Attributes): Attributes {
  const key = attributes();
  for (const { name } of keyAttributes(table.key)) key[name] = attributeIn(item, name);
  return key;
}
