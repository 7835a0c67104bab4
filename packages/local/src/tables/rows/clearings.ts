import type { Store } from '../../foundation/data/store.ts';
import type { ItemRows } from './item-rows.ts';

/** Rows of tables and indexes that are gone: they are removed a few at a time, and over a restart too. */
export interface Clearings {
  add(kind: 'items' | 'entries', id: number): void;
  /** Removes some; whether there may be more. */
  next(): boolean;
}

const AT_ONCE = 50;

export function openClearings(store: Store, rows: ItemRows, wake: () => void): Clearings {
  store.define(
    'CREATE TABLE IF NOT EXISTS table_clearings (kind TEXT NOT NULL, id INTEGER NOT NULL, PRIMARY KEY (kind, id)) WITHOUT ROWID',
  );
  const add = store.prepare('INSERT OR IGNORE INTO table_clearings VALUES (?, ?)');
  const first = store.prepare('SELECT kind, id FROM table_clearings LIMIT 1');
  const done = store.prepare('DELETE FROM table_clearings WHERE kind = ? AND id = ?');
  return {
    add(kind, id) {
      store.write(() => add.run(kind, id));
      wake();
    },
    next() {
      const clearing = first.get();
      if (clearing === undefined) return false;
      const kind = clearing.kind === 'items' ? 'items' : 'entries';
      const id = Number(clearing.id);
      if (!rows.clear(kind, id, AT_ONCE)) store.write(() => done.run(kind, id));
      return true;
    },
  };
}
