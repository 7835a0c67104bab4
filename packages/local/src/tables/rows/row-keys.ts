import { type Index, type KeyAttribute, type KeySchema, keyAttributes, type Table } from '../schema/table.ts';
import { type Attributes, attributeOf, contentOf, typeOf } from '../values/attribute-value.ts';
import { keyBytes, partitionHash } from '../values/key-bytes.ts';

/** The key of an item's row: its partition's hash, then the partition, then the sort key, each ending where it ends. */
export function rowKey({ hash, range }: KeySchema, key: Attributes): Buffer {
  const partition = partitionBytes(hash, key);
  return range === undefined ? partition : Buffer.concat([partition, bytesOf(range, key)]);
}

/** What the keys of all rows of a partition begin with. */
export function partitionBytes(hash: KeyAttribute, key: Attributes): Buffer {
  const partition = bytesOf(hash, key);
  return Buffer.concat([partitionHash(partition), partition]);
}

/** The key of an item's entry in an index; undefined where the item is not in it. Items of one key stand side by side. */
export function entryKey(index: Index, table: Table, item: Attributes): Buffer | undefined {
  if (!keyAttributes(index.key).every((attribute) => isKey(attribute, item))) return undefined;
  return Buffer.concat([rowKey(index.key, item), rowKey(table.key, item)]);
}

/** An item from before the index may hold anything there. */
function isKey({ name, type }: KeyAttribute, item: Attributes): boolean {
  const value = attributeOf(item, name);
  return value !== undefined && typeOf(value) === type && contentOf(value) !== '';
}

function bytesOf({ name, type }: KeyAttribute, key: Attributes): Buffer {
  const value = attributeOf(key, name);
  if (value === undefined) throw new TypeError(`The key has no ${name}.`);
  return keyBytes(value, type);
}
