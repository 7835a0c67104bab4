import type { BoundUpdate } from '../expressions/bind-update.ts';
import { readPath } from '../expressions/read-path.ts';
import type { Attributes } from '../values/attribute-value.ts';
import { valueSize } from '../values/item-size.ts';

/** What UpdateItem counts for itself and for each of its actions, in bytes, beside what they write. */
const OWN_BYTES = 3;
const actionBytes = { set: 19, add: 19, remove: 2, delete: 2 };

/** Bytes that UpdateItem counts against the item's limit, beside the item itself. */
export function updateCost(update: BoundUpdate, after: Attributes): number {
  let bytes = OWN_BYTES;
  for (const { kind, path } of update) {
    bytes += actionBytes[kind];
    const value = kind === 'set' || kind === 'add' ? readPath(after, path) : undefined;
    if (value !== undefined) bytes += Buffer.byteLength(String(path.at(-1))) + valueSize(value);
  }
  return bytes;
}
