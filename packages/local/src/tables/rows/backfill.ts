import type { TableRegistry } from '../schema/table-registry.ts';
import type { ItemRows } from './item-rows.ts';
import { entryKey } from './row-keys.ts';
import { someRows } from './some-rows.ts';

/**
 * Gives the items of a table their entries in a new index, some at each call; whether there is more to do. Whatever is
 * written meanwhile gets its entry with the write.
 */
export function createBackfill(
  tables: TableRegistry,
  rows: ItemRows,
  name: string,
  indexName: string,
): () => boolean {
  let from: Uint8Array = Buffer.alloc(0);
  return () => {
    const table = tables.find(name);
    const index = table?.indexes.find((candidate) => candidate.name === indexName);
    if (table === undefined || index === undefined) return false;
    const { found, more } = someRows(rows.read(table.id, { from }));
    for (const { key, item } of found) {
      const entry = entryKey(index, table, item);
      if (entry !== undefined) rows.addEntry(index.id, entry, key);
    }
    const last = found.at(-1);
    if (last !== undefined && more) {
      from = Buffer.concat([last.key, Buffer.from([0])]);
      return true;
    }
    const indexes = table.indexes.map((each) => (each === index ? { ...index, complete: true } : each));
    tables.put({ ...table, indexes });
    return false;
  };
}
