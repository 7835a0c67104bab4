import { type Index, type KeyAttribute, type KeySchema, keyAttributes, type Table } from '../schema/table.ts';
import { type Attributes, attributeOf, contentOf, typeOf } from '../values/attribute-value.ts';
import { equalValues } from '../values/compare.ts';
import { keyBytes, partitionHash } from '../values/key-bytes.ts';

/** The key of an item's row: its partition's hash, then the partition, then the sort key, each ending where it ends. */
export function rowKey({ hash, range }: KeySchema, key: Attributes): Buffer {
  const partition = bytesOf(hash, key);
  const parts = [partitionHash(partition), partition];
  if (range !== undefined) parts.push(bytesOf(range, key));
  return Buffer.concat(parts);
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

/** Whether two items have the same entry in an index, or neither has one, as far as that is seen without their keys' bytes. */
export function isSameEntry(index: Index, one: Attributes, other: Attributes): boolean {
  return keyAttributes(index.key).every(({ name }) => {
    const [left, right] = [attributeOf(one, name), attributeOf(other, name)];
    if (left === right) return true;
    return left !== undefined && right !== undefined && equalValues(left, right);
  });
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
