import { bytesIn, jsonIn } from '../../foundation/data/columns.ts';
import type { Store } from '../../foundation/data/store.ts';
import type { Attributes } from '../values/attribute-value.ts';
import { itemText } from '../values/item-text.ts';

/** What items were before they changed, of tables with point-in-time recovery. */
export interface ChangeLog {
  /** @param at milliseconds since the epoch */
  append(table: number, at: number, key: Uint8Array, before: Attributes | undefined): void;
  /** Of every item that changed after a moment, what it was at it. */
  changedAfter(
    table: number,
    at: number,
  ): readonly { readonly key: Uint8Array; readonly item: Attributes | undefined }[];
  /** Leaves out what is from before a moment. */
  forget(table: number, before: number): void;
}

export function openChangeLog(store: Store): ChangeLog {
  store.define(`
    CREATE TABLE IF NOT EXISTS table_changes (
      number INTEGER PRIMARY KEY AUTOINCREMENT, table_id INTEGER NOT NULL, at REAL NOT NULL, key BLOB NOT NULL, item TEXT,
      checksum INTEGER NOT NULL CHECK (checksum = checksum_of(key, item))
    );
    CREATE INDEX IF NOT EXISTS table_changes_in_time ON table_changes (table_id, at);
  `);
  const add = store.prepare(
    'INSERT INTO table_changes (table_id, at, key, item, checksum) VALUES (?1, ?2, ?3, ?4, checksum_of(?3, ?4))',
  );
  // The first change of each key after the moment: SQLite takes the other columns from the row of the minimum.
  const firsts = store.prepare(
    'SELECT key, item, min(number) FROM table_changes WHERE table_id = ? AND at > ? GROUP BY key',
  );
  const forget = store.prepare('DELETE FROM table_changes WHERE table_id = ? AND at < ?');
  return {
    append: (table, at, key, before) =>
      void store.write(() => add.run(table, at, key, before === undefined ? null : itemText(before))),
    changedAfter: (table, at) =>
      firsts.all(table, at).map((row) => ({
        key: bytesIn(row, 'key'),
        item: row.item === null ? undefined : jsonIn(row, 'item'),
      })),
    forget: (table, before) => void store.write(() => forget.run(table, before)),
  };
}
