import type { Table } from '../schema/table.ts';
import { type Attributes, attributeIn, attributes } from '../values/attribute-value.ts';

/** Items of one partition are a collection where the table has local indexes. */
export function collectionMetrics(
  mode: string | undefined,
  table: Table,
  key: Attributes,
): Record<string, unknown> | undefined {
  if (mode !== 'SIZE' || table.indexes.every(({ global }) => global)) return undefined;
  const collection = attributes();
  collection[table.key.hash.name] = attributeIn(key, table.key.hash.name);
  return { ItemCollectionKey: collection, SizeEstimateRangeGB: [0, 1] };
}
