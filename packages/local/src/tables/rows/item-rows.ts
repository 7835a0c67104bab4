import { crc32 } from 'node:zlib';
import { bytesIn, jsonIn } from '../../foundation/data/columns.ts';
import { checksum, type Store } from '../../foundation/data/store.ts';
import type { Attributes } from '../values/attribute-value.ts';
import { itemText, LONG_TEXT, rememberText } from '../values/item-text.ts';
import { createRecentItems } from './recent-items.ts';

export interface ItemRow {
  readonly key: Uint8Array;
  readonly item: Attributes;
}

/** Of a table's or an index's rows, those from one key on to before another. */
export interface Range {
  readonly from: Uint8Array;
  /** To the end where there is none. */
  readonly to?: Uint8Array | undefined;
  readonly descending?: boolean;
}

/** Items by their keys' bytes, and the entries of indexes that lead to them. */
export interface ItemRows {
  /** Callers do not change an item that they get. */
  get(table: number, key: Uint8Array): Attributes | undefined;
  /** @param replaces whether there is an item with the key, as far as the caller knows */
  put(table: number, key: Uint8Array, item: Attributes, replaces?: boolean): void;
  /** Makes an item ready to be put, so that a transaction of many is written in less time. */
  prepare(key: Uint8Array, item: Attributes): void;
  remove(table: number, key: Uint8Array): void;
  /** To be called when something that was written is undone. */
  forgetRecent(): void;
  /** @param sum of the row, where it is known already */
  addEntry(index: number, key: Uint8Array, item: Uint8Array, sum?: number): void;
  removeEntry(index: number, key: Uint8Array): void;
  /** Reads on as long as it is asked to. Nothing may be written meanwhile. */
  read(table: number, range: Range): Iterable<ItemRow>;
  readIndex(index: number, table: number, range: Range): Iterable<ItemRow>;
  /** Removes so many of the rows of a table or index that is gone; whether there may be more. */
  clear(kind: 'items' | 'entries', id: number, most: number): boolean;
  count(table: number): number;
  /** Copies some of a table's items to another, from a key on; gives the key to go on from, if there may be more. */
  copySome(from: number, to: number, after: Uint8Array): Uint8Array | undefined;
  /** Of a table's items as they are kept, in bytes. */
  bytes(table: number): number;
}

/** What a row holds beside its key. */
interface PreparedItem {
  readonly text: string;
  /** As `checksum_of` has it. */
  readonly sum: number;
}

function prepareItem(key: Uint8Array, item: Attributes): PreparedItem {
  const text = itemText(item);
  return { text, sum: crc32(text, crc32(key)) };
}

/** Each may have more than a megabyte. */
const COPIED_AT_ONCE = 16;

/** No partition's hash is so high. */
const END = Buffer.alloc(4, 0xff);

export function openItemRows(store: Store): ItemRows {
  // Items stand apart from the tree of their keys, or few would fit its pages: found by many entries, they took four times as long.
  store.define(`
    CREATE TABLE IF NOT EXISTS table_items (
      table_id INTEGER NOT NULL, key BLOB NOT NULL, item TEXT NOT NULL,
      checksum INTEGER NOT NULL CHECK (checksum = checksum_of(key, item)), PRIMARY KEY (table_id, key)
    );
    CREATE TABLE IF NOT EXISTS table_entries (
      index_id INTEGER NOT NULL, key BLOB NOT NULL, item BLOB NOT NULL,
      checksum INTEGER NOT NULL CHECK (checksum = checksum_of(key, item)), PRIMARY KEY (index_id, key)
    ) WITHOUT ROWID;
  `);
  const get = store.prepare('SELECT item FROM table_items WHERE table_id = ? AND key = ?');
  const put = store.prepare(
    `INSERT INTO table_items VALUES (?1, ?2, ?3, ?4)
     ON CONFLICT DO UPDATE SET item = excluded.item, checksum = excluded.checksum`,
  );
  const replace = store.prepare(
    'UPDATE table_items SET item = ?3, checksum = ?4 WHERE table_id = ?1 AND key = ?2',
  );
  const remove = store.prepare('DELETE FROM table_items WHERE table_id = ? AND key = ?');
  const addEntry = store.prepare('INSERT OR REPLACE INTO table_entries VALUES (?, ?, ?, ?)');
  const removeEntry = store.prepare('DELETE FROM table_entries WHERE index_id = ? AND key = ?');
  const count = store.prepare('SELECT count(*) AS items FROM table_items WHERE table_id = ?');
  const recent = createRecentItems();
  const prepared = new WeakMap<Attributes, PreparedItem>();
  const bytes = store.prepare('SELECT sum(octet_length(item)) AS bytes FROM table_items WHERE table_id = ?');
  return {
    get(table, key) {
      const known = recent.get(table, key);
      if (known !== undefined) return known;
      const row = get.get(table, key);
      if (row === undefined) return undefined;
      const text = String(row.item);
      const item: Attributes = JSON.parse(text);
      if (text.length > LONG_TEXT) rememberText(item, text);
      recent.put(table, key, item, text.length);
      return item;
    },
    put(table, key, item, replaces = false) {
      const { text, sum } = prepared.get(item) ?? prepareItem(key, item);
      store.write(() => {
        const replaced = replaces && replace.run(table, key, text, sum).changes === 1;
        if (!replaced) put.run(table, key, text, sum);
      });
      recent.put(table, key, item, text.length);
    },
    prepare(key, item) {
      rememberText(item);
      prepared.set(item, prepareItem(key, item));
    },
    remove(table, key) {
      store.write(() => remove.run(table, key));
      recent.remove(table, key);
    },
    forgetRecent: recent.clear,
    addEntry: (index, key, item, sum = checksum(key, item)) =>
      void store.write(() => addEntry.run(index, key, item, sum)),
    removeEntry: (index, key) => void store.write(() => removeEntry.run(index, key)),
    ...readers(store),
    clear: clearer(store),
    count: (table) => Number(count.get(table)?.items ?? 0),
    copySome: copier(store),
    bytes: (table) => Number(bytes.get(table)?.bytes ?? 0),
  };
}

function readers(store: Store): Pick<ItemRows, 'read' | 'readIndex'> {
  const inOrder = (sql: string, column: string) => ({
    ascending: store.prepare(`${sql} ORDER BY ${column}`),
    descending: store.prepare(`${sql} ORDER BY ${column} DESC`),
  });
  const items = inOrder(
    'SELECT key, item FROM table_items WHERE table_id = ? AND key >= ? AND key < ?',
    'key',
  );
  const entries = inOrder(
    `SELECT entry.key AS key, found.item AS item FROM table_entries AS entry
     CROSS JOIN table_items AS found ON found.table_id = ? AND found.key = entry.item
     WHERE entry.index_id = ? AND entry.key >= ? AND entry.key < ?`,
    'entry.key',
  );
  return {
    *read(table, { from, to, descending }) {
      const statement = descending ? items.descending : items.ascending;
      for (const row of statement.iterate(table, from, to ?? END)) yield asRow(row);
    },
    *readIndex(index, table, { from, to, descending }) {
      const statement = descending ? entries.descending : entries.ascending;
      for (const row of statement.iterate(table, index, from, to ?? END)) yield asRow(row);
    },
  };
}

function asRow(row: Record<string, unknown>): ItemRow {
  return { key: bytesIn(row, 'key'), item: jsonIn(row, 'item') };
}

/** Checksums are copied with what they are of: to calculate them again took four times as long. */
function copier(store: Store): ItemRows['copySome'] {
  const last = store.prepare(
    `SELECT max(key) AS key FROM
     (SELECT key FROM table_items WHERE table_id = ? AND key > ? ORDER BY key LIMIT ${COPIED_AT_ONCE})`,
  );
  const copy = store.prepare(
    `INSERT INTO table_items SELECT ?1, key, item, checksum FROM table_items
     WHERE table_id = ?2 AND key > ?3 AND key <= ?4`,
  );
  return (from, to, after) => {
    const row = last.get(from, after);
    if (row === undefined || row.key === null) return undefined;
    const key = bytesIn(row, 'key');
    store.write(() => copy.run(to, from, after, key));
    return key;
  };
}

function clearer(store: Store): ItemRows['clear'] {
  const of = (table: string, id: string) =>
    store.prepare(
      `DELETE FROM ${table} WHERE (${id}, key) IN (SELECT ${id}, key FROM ${table} WHERE ${id} = ? LIMIT ?)`,
    );
  const statements = { items: of('table_items', 'table_id'), entries: of('table_entries', 'index_id') };
  return (kind, id, most) => store.write(() => Number(statements[kind].run(id, most).changes)) === most;
}
