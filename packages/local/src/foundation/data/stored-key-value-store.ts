import type { Collection, KeyValueStore } from './key-value-store.ts';
import { type Store, withChecksum } from './store.ts';

/**
 * Collections in the runtime's store. A row is found by its number, which is known in memory: with an index of keys each
 * change would write twice as many pages. The numbers rise, so that what is put last stands last.
 */
export function createStoredKeyValueStore(store: Store): KeyValueStore {
  store.define(`
    CREATE TABLE IF NOT EXISTS collections (
      number INTEGER PRIMARY KEY, collection TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL,
      checksum INTEGER NOT NULL CHECK (checksum = checksum_of(number, collection, key, value))
    )
  `);
  const value = store.prepare('SELECT value FROM collections WHERE number = ?');
  const put = store.prepare(
    `INSERT INTO collections VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (number) DO UPDATE SET value = excluded.value, checksum = excluded.checksum`,
  );
  const remove = store.prepare('DELETE FROM collections WHERE number = ?');
  const numbers = new Map<string, Map<string, number>>();
  let last = 0;

  function numbersOf(collection: string): Map<string, number> {
    const known = numbers.get(collection) ?? new Map<string, number>();
    numbers.set(collection, known);
    return known;
  }

  for (const row of store.prepare('SELECT number, collection, key FROM collections ORDER BY number').all()) {
    last = Number(row.number);
    numbersOf(String(row.collection)).set(String(row.key), last);
  }
  return {
    collection<Value>(name: string): Collection<Value> {
      const known = numbersOf(name);
      return {
        *entries() {
          for (const [key, number] of known)
            yield [key, JSON.parse(String(value.get(number)?.value)) as Value] as const;
        },
        put(key, kept) {
          const number = known.get(key) ?? ++last;
          store.write(() => put.run(...withChecksum(number, name, key, JSON.stringify(kept))));
          known.set(key, number);
        },
        remove(key) {
          const number = known.get(key);
          if (number === undefined) return;
          store.write(() => remove.run(number));
          known.delete(key);
        },
      };
    },
  };
}
