import type { DatabaseSync } from 'node:sqlite';
import type { Collection, KeyValueStore } from './key-value-store.ts';

/**
 * A store in an SQLite file. What was answered survives `kill -9`; a power cut may lose the last moments.
 * @throws Error where the file can't be used
 */
export function openSqliteKeyValueStore(path: string): KeyValueStore {
  const database = openDatabase(path);
  database.exec(`
    PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;
    CREATE TABLE IF NOT EXISTS collections (collection TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, UNIQUE (collection, key));
  `);
  const all = database.prepare('SELECT key, value FROM collections WHERE collection = ? ORDER BY rowid');
  const put = database.prepare(
    'INSERT INTO collections VALUES (?, ?, ?) ON CONFLICT (collection, key) DO UPDATE SET value = excluded.value',
  );
  const remove = database.prepare('DELETE FROM collections WHERE collection = ? AND key = ?');
  return {
    collection<Value>(name: string): Collection<Value> {
      return {
        entries: () =>
          all.all(name).map((row) => [String(row.key), JSON.parse(String(row.value)) as Value] as const),
        put: (key, value) => void put.run(name, key, JSON.stringify(value)),
        remove: (key) => void remove.run(name, key),
      };
    },
    close: () => database.close(),
  };
}

/** Node warns of `node:sqlite` when it is loaded: only who asks for a file gets to see it. */
function openDatabase(path: string): DatabaseSync {
  const { DatabaseSync } = process.getBuiltinModule('node:sqlite');
  return new DatabaseSync(path);
}
