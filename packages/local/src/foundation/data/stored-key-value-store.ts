import type { Collection, KeyValueStore } from './key-value-store.ts';
import { type Store, withChecksum } from './store.ts';

/** Collections in the runtime's store. */
export function createStoredKeyValueStore(store: Store): KeyValueStore {
  store.define(`
    CREATE TABLE IF NOT EXISTS collections (
      collection TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL,
      checksum INTEGER NOT NULL CHECK (checksum = checksum_of(collection, key, value)), UNIQUE (collection, key)
    )
  `);
  const all = store.prepare('SELECT key, value FROM collections WHERE collection = ? ORDER BY rowid');
  const put = store.prepare(
    `INSERT INTO collections VALUES (?, ?, ?, ?)
     ON CONFLICT (collection, key) DO UPDATE SET value = excluded.value, checksum = excluded.checksum`,
  );
  const remove = store.prepare('DELETE FROM collections WHERE collection = ? AND key = ?');
  return {
    collection<Value>(name: string): Collection<Value> {
      return {
        entries: () =>
          all.all(name).map((row) => [String(row.key), JSON.parse(String(row.value)) as Value] as const),
        put: (key, value) =>
          void store.write(() => put.run(...withChecksum(name, key, JSON.stringify(value)))),
        remove: (key) => void store.write(() => remove.run(name, key)),
      };
    },
  };
}
