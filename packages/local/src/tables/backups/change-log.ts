import { bytesIn, jsonIn } from '../../foundation/data/columns.ts';
import { checksum, type Store } from '../../foundation/data/store.ts';
import type { Images } from '../rows/images.ts';
import type { Attributes } from '../values/attribute-value.ts';
import { itemText } from '../values/item-text.ts';

/** What items were before they changed, of tables with point-in-time recovery. */
export interface ChangeLog {
  /** Writes ahead what a large item was, so that its change is appended in less time. */
  prepare(before: Attributes): void;
  /** @param at milliseconds since the epoch */
  append(table: number, at: number, key: Uint8Array, before: Attributes | undefined): void;
  /** So many of the changes after another, in the order of their time. */
  someAfter(table: number, after: ChangePosition, most: number): readonly LoggedChange[];
  /** What an item was before a change; undefined where the change was left out meanwhile. */
  read(number: number): { readonly key: Uint8Array; readonly item: Attributes | undefined } | undefined;
  /** Leaves out so many of those from before a moment, the oldest first; whether there may be more. */
  forget(table: number, before: number, most: number): boolean;
  /** The tables that have changes. */
  tables(): readonly number[];
}

/** A change's place among those of its table. */
export interface ChangePosition {
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** Infinity stands for all of the moment. */
  readonly number: number;
}

export interface LoggedChange extends ChangePosition {
  readonly key: Uint8Array;
}

export function openChangeLog(store: Store, images: Images): ChangeLog {
  store.define(`
    CREATE TABLE IF NOT EXISTS table_changes (
      number INTEGER PRIMARY KEY AUTOINCREMENT, table_id INTEGER NOT NULL, at REAL NOT NULL, key BLOB NOT NULL, item TEXT,
      checksum INTEGER NOT NULL CHECK (checksum = checksum_of(key, item))
    );
    CREATE INDEX IF NOT EXISTS table_changes_in_time ON table_changes (table_id, at);
  `);
  const add = store.prepare(
    'INSERT INTO table_changes (table_id, at, key, item, checksum) VALUES (?, ?, ?, ?, ?)',
  );
  const after = store.prepare(
    `SELECT number, at, key FROM table_changes WHERE table_id = ? AND (at, number) > (?, ?)
     ORDER BY at, number LIMIT ?`,
  );
  const nextTable = store.prepare('SELECT min(table_id) AS id FROM table_changes WHERE table_id > ?');
  const read = store.prepare('SELECT key, item FROM table_changes WHERE number = ?');
  const forget = store.prepare(
    `DELETE FROM table_changes WHERE number IN
     (SELECT number FROM table_changes WHERE table_id = ? AND at < ? ORDER BY at LIMIT ?)
     RETURNING iif(item GLOB '[0-9]*', CAST(item AS INTEGER), NULL) AS image`,
  );
  /** As it is kept: null, its text, or the number of its image. */
  const kept = (before: Attributes | undefined) =>
    before === undefined ? null : String(images.take('changes', before) ?? itemText(before));
  return {
    prepare: (before) => images.stage('changes', before),
    append(table, at, key, before) {
      store.write(() => {
        const item = kept(before);
        add.run(table, at, key, item, checksum(key, item));
      });
    },
    someAfter: (table, { at, number }, most) =>
      after.all(table, at, number, most).map((row) => ({
        ...{ at: Number(row.at), number: Number(row.number), key: bytesIn(row, 'key') },
      })),
    read(number) {
      const row = read.get(number);
      if (row === undefined) return undefined;
      const item = row.item === null ? undefined : jsonIn<Attributes | number>(row, 'item');
      return { key: bytesIn(row, 'key'), item: typeof item === 'number' ? images.read(item) : item };
    },
    forget(table, before, most) {
      return store.write(() => {
        const forgotten = forget.all(table, before, most);
        for (const { image } of forgotten) if (image !== null) images.remove(Number(image));
        return forgotten.length === most;
      });
    },
    tables() {
      const found: number[] = [];
      const last = () => nextTable.get(found.at(-1) ?? -1)?.id ?? undefined;
      for (let id = last(); id !== undefined; id = last()) found.push(Number(id));
      return found;
    },
  };
}
