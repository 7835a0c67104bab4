import { invalidParameter, validationException } from '../errors/table-errors.ts';
import { holds } from '../expressions/evaluate-condition.ts';
import { asCondition } from '../legacy/as-condition.ts';
import type { Range } from '../rows/item-rows.ts';
import { partitionBytes } from '../rows/row-keys.ts';
import { refuseEmpty } from '../schema/check-keys.ts';
import type { KeyAttribute, KeySchema } from '../schema/table.ts';
import { type Attributes, type AttributeValue, attributeIn, typeOf } from '../values/attribute-value.ts';
import { equalValues } from '../values/compare.ts';
import { afterPrefix, keyBytes, prefixBytes } from '../values/key-bytes.ts';
import type { KeyCondition, KeyConditions } from './key-conditions.ts';

const notIndexable = new Set(['NULL', 'NOT_NULL', 'NE', 'CONTAINS', 'NOT_CONTAINS', 'IN']);

/**
 * Holds key conditions against the key that is queried.
 * @throws AwsError ValidationException
 */
export function checkKeyConditions({ hash, range }: KeySchema, conditions: KeyConditions): void {
  checkKeyCondition(hash, conditions, true, range === undefined);
  if (range !== undefined) checkKeyCondition(range, conditions, false, false);
}

function checkKeyCondition(
  { name, type }: KeyAttribute,
  conditions: KeyConditions,
  isHash: boolean,
  isOnly: boolean,
): void {
  const condition = conditions.get(name);
  if (isOnly && condition !== undefined && conditions.size > 1)
    throw validationException('Query key condition not supported');
  if (condition === undefined) {
    if (!isHash && conditions.size === 1) return;
    throw validationException(`Query condition missed key schema element: ${name}`);
  }
  if (notIndexable.has(condition.operator))
    throw validationException('Attempted conditional constraint is not an indexable operation');
  if (condition.values.some((value) => typeOf(value) !== type))
    throw invalidParameter('Condition parameter type does not match schema type');
  for (const value of condition.values) refuseEmpty(name, value);
  if (isHash && condition.operator !== 'EQ') throw validationException('Query key condition not supported');
}

/** The rows that key conditions, which were checked, are about. */
export function keyRange({ hash, range }: KeySchema, conditions: KeyConditions): Range {
  const partition = partitionBytes(hash, { [hash.name]: firstValue(conditions, hash.name) });
  const condition = range && conditions.get(range.name);
  if (range === undefined || condition === undefined) return within(partition);
  const first = firstValue(conditions, range.name);
  const second = condition.values[1] ?? first;
  const at = (value: AttributeValue) => Buffer.concat([partition, keyBytes(value, range.type)]);
  switch (condition.operator) {
    case 'LT':
      return { from: partition, to: at(first) };
    case 'LE':
      return { from: partition, to: afterPrefix(at(first)) };
    case 'GT':
      return { from: afterPrefix(at(first)) ?? at(first), to: afterPrefix(partition) };
    case 'GE':
      return { from: at(first), to: afterPrefix(partition) };
    case 'BETWEEN':
      return { from: at(first), to: afterPrefix(at(second)) };
    case 'BEGINS_WITH':
      return within(Buffer.concat([partition, prefixBytes(first, range.type)]));
    default:
      return within(at(first));
  }
}

/** Of conditions that were checked. */
function firstValue(conditions: KeyConditions, name: string): AttributeValue {
  const value = conditions.get(name)?.values[0];
  if (value === undefined) throw new TypeError(`There is no condition on ${name}.`);
  return value;
}

function within(prefix: Buffer): Range {
  return { from: prefix, to: afterPrefix(prefix) };
}

/**
 * A query goes on within what it asks for.
 * @throws AwsError ValidationException
 */
export function checkStartWithin(
  { hash, range }: KeySchema,
  conditions: KeyConditions,
  start: Attributes,
): void {
  const samePartition = equalValues(attributeIn(start, hash.name), firstValue(conditions, hash.name));
  const condition = range && conditions.get(range.name);
  if (range === undefined || condition === undefined) {
    if (samePartition) return;
    throw validationException(
      'The provided starting key is outside query boundaries based on provided conditions',
    );
  }
  if (!matches(range.name, condition, start))
    throw validationException('The provided starting key does not match the range key predicate');
  if (!samePartition)
    throw validationException('The query can return at most one row and cannot be restarted');
}

function matches(name: string, { operator, values }: KeyCondition, start: Attributes): boolean {
  return holds(asCondition(name, operator, values), start);
}
