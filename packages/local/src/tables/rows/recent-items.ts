import type { Attributes } from '../values/attribute-value.ts';

/** The items that were last read or written: what is written once is often read and written again soon. */
export interface RecentItems {
  get(table: number, key: Uint8Array): Attributes | undefined;
  /** @param length of the item's text, in characters */
  put(table: number, key: Uint8Array, item: Attributes, length: number): void;
  remove(table: number, key: Uint8Array): void;
  clear(): void;
}

const MOST_ITEMS = 1000;
/** Larger ones would take much memory. */
const LONGEST_TEXT = 4096;

export function createRecentItems(): RecentItems {
  const items = new Map<string, Attributes>();
  return {
    get: (table, key) => items.get(nameOf(table, key)),
    put(table, key, item, length) {
      const name = nameOf(table, key);
      items.delete(name);
      if (length > LONGEST_TEXT) return;
      items.set(name, item);
      if (items.size > MOST_ITEMS) for (const oldest of items.keys().take(1)) items.delete(oldest);
    },
    remove: (table, key) => void items.delete(nameOf(table, key)),
    clear: () => items.clear(),
  };
}

function nameOf(table: number, key: Uint8Array): string {
  return `${table} ${Buffer.from(key.buffer, key.byteOffset, key.byteLength).toString('latin1')}`;
}
