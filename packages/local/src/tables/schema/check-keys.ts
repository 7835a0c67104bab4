import { invalidParameter, validationException } from '../errors/table-errors.ts';
import { type BoundAction, type BoundUpdate, typeOfOperand } from '../expressions/bind-update.ts';
import type { DocumentPath } from '../expressions/document-path.ts';
import {
  type Attributes,
  type AttributeValue,
  attributeOf,
  contentOf,
  textOf,
  typeOf,
} from '../values/attribute-value.ts';
import { indexKeys, type KeyAttribute, type KeySchema, keyAttributes, type Table } from './table.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html#limits-partition-sort-keys */
const LONGEST_HASH_BYTES = 2048;
const LONGEST_RANGE_BYTES = 1024;

export const KEY_MISMATCH = 'The provided key element does not match the schema';

/**
 * A key that a request gives: the schema's attributes, of its types, and nothing else.
 * @throws AwsError ValidationException
 */
export function checkKey(schema: KeySchema, key: Attributes): void {
  const parts = keyAttributes(schema);
  if (Object.keys(key).length !== parts.length) throw validationException(KEY_MISMATCH);
  for (const part of parts) checkPart(part, attributeOf(key, part.name), part === schema.hash);
}

function checkPart({ name, type }: KeyAttribute, value: AttributeValue | undefined, isHash: boolean): void {
  if (value === undefined || typeOf(value) !== type) throw validationException(KEY_MISMATCH);
  checkScalar(name, value, isHash);
}

/** @throws AwsError ValidationException: of a key that is written, read or asked for */
export function refuseEmpty(name: string, value: AttributeValue): void {
  if (contentOf(value) === '') throw validationException(`${NOT_VALID} ${emptyKey(value)} Key: ${name}`);
}

function checkScalar(name: string, value: AttributeValue, isHash: boolean): void {
  refuseEmpty(name, value);
  if ('N' in value) return;
  const bytes = Buffer.byteLength(textOf(value) ?? '', 'B' in value ? 'base64' : 'utf8');
  if (isHash && bytes > LONGEST_HASH_BYTES)
    throw invalidParameter('Size of hashkey has exceeded the maximum size limit of2048 bytes');
  if (!isHash && bytes > LONGEST_RANGE_BYTES)
    throw invalidParameter('Aggregated size of all range keys has exceeded the size limit of 1024 bytes');
}

const NOT_VALID = 'One or more parameter values are not valid.';

/** Whether a check found an empty value for a key: transactions refuse it otherwise than other mistakes. */
export function isEmptyKey(error: Error): boolean {
  return error.message.startsWith(NOT_VALID);
}

function emptyKey(value: AttributeValue): string {
  const kind = 'B' in value ? 'binary' : 'string';
  return `The AttributeValue for a key attribute cannot contain an empty ${kind} value.`;
}

/**
 * The key attributes of an item that is put, the table's and its indexes'.
 * @throws AwsError ValidationException
 */
export function checkItemKeys(table: Table, item: Attributes): void {
  for (const part of keyAttributes(table.key)) {
    const value = attributeOf(item, part.name);
    if (value === undefined) throw invalidParameter(`Missing the key ${part.name} in the item`);
    if (typeOf(value) !== part.type) {
      throw invalidParameter(
        `Type mismatch for key ${part.name} expected: ${part.type} actual: ${typeOf(value)}`,
      );
    }
    checkScalar(part.name, value, part === table.key.hash);
  }
  checkIndexKeys(table, item);
}

/** @throws AwsError ValidationException */
export function checkIndexKeys(table: Table, item: Attributes): void {
  for (const { attribute, index } of indexKeys(table)) {
    const value = attributeOf(item, attribute.name);
    if (value === undefined) continue;
    if (typeOf(value) !== attribute.type) throw indexMismatch(table, attribute.name, typeOf(value));
    if (contentOf(value) === '') {
      throw validationException(
        `${NOT_VALID} A value specified for a secondary index key is not supported. ` +
          `${emptyKey(value)} IndexName: ${index.name}, IndexKey: ${attribute.name}`,
      );
    }
  }
}

function indexMismatch(table: Table, name: string, actual: string): Error {
  const found = indexKeys(table).find(({ attribute }) => attribute.name === name);
  return invalidParameter(
    `Type mismatch for Index Key ${name} Expected: ${found?.attribute.type} ` +
      `Actual: ${actual} IndexName: ${found?.index.name}`,
  );
}

/**
 * What an update may not touch, as far as that can be known without the item.
 * @throws AwsError ValidationException
 */
export function checkUpdate(table: Table, update: BoundUpdate): void {
  const paths = update.map(({ path }) => path);
  for (const { name } of keyAttributes(table.key)) {
    if (paths.some(([head]) => head === name))
      throw invalidParameter(`Cannot update attribute ${name}. This attribute is part of the key`);
  }
  for (const { attribute } of indexKeys(table)) {
    const action = update.find(({ path }) => path.length === 1 && path[0] === attribute.name);
    const type = action && typeOfAction(action);
    if (type !== undefined && type !== attribute.type) throw indexMismatch(table, attribute.name, type);
  }
  checkPaths(table, paths);
}

function typeOfAction(action: BoundAction): string | undefined {
  if (action.kind === 'remove') return undefined;
  return action.kind === 'set' ? typeOfOperand(action.operand) : typeOf(action.value);
}

/**
 * Keys hold scalars: no path may lead into one.
 * @throws AwsError ValidationException
 */
export function checkPaths(table: Table, paths: readonly DocumentPath[] = []): void {
  const nested = new Set(paths.filter((path) => path.length > 1).map(([head]) => head));
  if (nested.size === 0) return;
  const key = keyAttributes(table.key).find(({ name }) => nested.has(name));
  const indexKey = indexKeys(table).find(({ attribute }) => nested.has(attribute.name))?.attribute;
  const wrong = key ? `Key: ${key.name}` : indexKey && `IndexKey: ${indexKey.name}`;
  if (wrong === undefined) return;
  throw validationException(
    `Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed: ${wrong}`,
  );
}

/**
 * The index keys that an update brought about.
 * @throws AwsError ValidationException
 */
export function checkUpdatedKeys(table: Table, before: Attributes | undefined, after: Attributes): void {
  for (const { attribute } of indexKeys(table)) {
    const value = attributeOf(after, attribute.name);
    if (value === undefined || value === attributeOf(before, attribute.name)) continue;
    if (typeOf(value) !== attribute.type) {
      throw validationException(
        'The update expression attempted to update the secondary index key to unsupported type',
      );
    }
    if (contentOf(value) === '') {
      throw validationException(
        `${NOT_VALID} The update expression attempted to update a secondary index key to a value that is not supported. ` +
          emptyKey(value),
      );
    }
  }
}
