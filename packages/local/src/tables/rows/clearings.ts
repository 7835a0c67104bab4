import type { Store } from '../../foundation/data/store.ts';
import type { ItemRows } from './item-rows.ts';

/** Rows of tables and indexes that are gone: they are removed a few at a time, and over a restart too. */
export interface Clearings {
  add(kind: 'items' | 'entries', id: number): void;
  /**
   * Of items that are being put together in many turns: unless they are kept, they are removed, at the next start where
   * the process ends before.
   */
  addUnlessKept(id: number): Provisional;
  /** Removes some; whether there may be more. */
  next(): boolean;
}

export interface Provisional {
  keep(): void;
  /** To be called at the end: removes the items that were not kept. */
  end(): void;
}

const AT_ONCE = 50;

export function openClearings(store: Store, rows: ItemRows, wake: () => void): Clearings {
  // A changed number would empty another table.
  store.define(`
    CREATE TABLE IF NOT EXISTS table_clearings (
      kind TEXT NOT NULL, id INTEGER NOT NULL,
      checksum INTEGER NOT NULL CHECK (checksum = checksum_of(kind, id)), PRIMARY KEY (kind, id)
    ) WITHOUT ROWID
  `);
  const add = store.prepare('INSERT OR IGNORE INTO table_clearings VALUES (?1, ?2, checksum_of(?1, ?2))');
  const all = store.prepare('SELECT kind, id FROM table_clearings');
  const done = store.prepare('DELETE FROM table_clearings WHERE kind = ? AND id = ?');
  const provisional = new Set<number>();
  return {
    add(kind, id) {
      store.write(() => add.run(kind, id));
      wake();
    },
    addUnlessKept(id) {
      provisional.add(id);
      store.write(() => add.run('items', id));
      return {
        keep: () => void store.write(() => done.run('items', id)),
        end() {
          provisional.delete(id);
          wake();
        },
      };
    },
    next() {
      const clearing = all.all().find((row) => !provisional.has(Number(row.id)));
      if (clearing === undefined) return false;
      const kind = clearing.kind === 'items' ? 'items' : 'entries';
      const id = Number(clearing.id);
      if (!rows.clear(kind, id, AT_ONCE)) store.write(() => done.run(kind, id));
      return true;
    },
  };
}
