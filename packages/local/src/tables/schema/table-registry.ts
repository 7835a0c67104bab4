import { jsonIn } from '../../foundation/data/columns.ts';
import type { Store } from '../../foundation/data/store.ts';
import { tableNotFound } from '../errors/table-errors.ts';
import type { Table } from './table.ts';

/** The tables that there are. */
export interface TableRegistry {
  find(name: string): Table | undefined;
  /** @throws AwsError ResourceNotFoundException */
  get(name: string): Table;
  /** In the order of their names. */
  all(): readonly Table[];
  put(table: Table): void;
  remove(name: string): void;
  /** A number that no table, index or stream had before. */
  nextId(): number;
}

export function openTableRegistry(store: Store): TableRegistry {
  store.define(`
    CREATE TABLE IF NOT EXISTS tables (
      name TEXT PRIMARY KEY, definition TEXT NOT NULL,
      checksum INTEGER NOT NULL CHECK (checksum = checksum_of(name, definition))
    ) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS table_ids (
      last INTEGER NOT NULL, checksum INTEGER NOT NULL CHECK (checksum = checksum_of(last))
    );
  `);
  const put = store.prepare(
    `INSERT INTO tables VALUES (?1, ?2, checksum_of(?1, ?2))
     ON CONFLICT DO UPDATE SET definition = excluded.definition, checksum = excluded.checksum`,
  );
  const remove = store.prepare('DELETE FROM tables WHERE name = ?');
  const rows = store.prepare('SELECT name, definition FROM tables').all();
  const tables = new Map(rows.map((row) => [String(row.name), jsonIn<Table>(row, 'definition')]));
  const ids = openIds(store);
  return {
    find: (name) => tables.get(name),
    get(name) {
      const table = tables.get(name);
      if (table === undefined) throw tableNotFound();
      return table;
    },
    all: () => [...tables.values()].sort((one, other) => (one.name < other.name ? -1 : 1)),
    put(table) {
      store.write(() => put.run(table.name, JSON.stringify(table)));
      tables.set(table.name, table);
    },
    remove(name) {
      store.write(() => remove.run(name));
      tables.delete(name);
    },
    nextId: ids,
  };
}

function openIds(store: Store): () => number {
  const known = store.prepare('SELECT last FROM table_ids').get();
  let last = Number(known?.last ?? 0);
  if (known === undefined)
    store.write(() => store.prepare('INSERT INTO table_ids VALUES (0, checksum_of(0))').run());
  const keep = store.prepare('UPDATE table_ids SET last = ?1, checksum = checksum_of(?1)');
  return () => {
    last += 1;
    store.write(() => keep.run(last));
    return last;
  };
}
