import type { BoundUpdate } from '../expressions/bind-update.ts';
import { type Attributes, attributeOf } from '../values/attribute-value.ts';
import { valueSize } from '../values/item-size.ts';

/** What UpdateItem counts for itself and for each of its actions, in bytes, beside what they write. */
const OWN_BYTES = 3;
const actionBytes = { set: 19, add: 19, remove: 2, delete: 2 };
/** What a position in a list takes beside that. */
const POSITION_BYTES = 1;

/** Bytes that UpdateItem counts against the item's limit: its actions, and the attributes that they write to or into. */
export function updateCost(update: BoundUpdate, after: Attributes): number {
  let bytes = OWN_BYTES;
  const written = new Set<string>();
  for (const { kind, path } of update) {
    bytes += actionBytes[kind];
    if (kind !== 'set' && kind !== 'add') continue;
    if (typeof path.at(-1) === 'number') bytes += POSITION_BYTES;
    written.add(String(path[0]));
  }
  for (const name of written) {
    const value = attributeOf(after, name);
    if (value !== undefined) bytes += Buffer.byteLength(name) + valueSize(value);
  }
  return bytes;
}
