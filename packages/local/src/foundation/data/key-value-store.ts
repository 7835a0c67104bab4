/** Plain data by key, in the order of first putting. */
export interface Collection<Value> {
  entries(): Iterable<readonly [string, Value]>;
  /** `value` must survive JSON. */
  put(key: string, value: Value): void;
  remove(key: string): void;
}

/** Where a service keeps what must outlive the process. Collections of one name are the same collection. */
export interface KeyValueStore {
  collection<Value>(name: string): Collection<Value>;
}

/** Keeps nothing beyond the process. */
export function createMemoryKeyValueStore(): KeyValueStore {
  const collections = new Map<string, Map<string, unknown>>();
  return {
    collection<Value>(name: string): Collection<Value> {
      // A collection has the type that its callers give it, the same each time.
      const values = (collections.get(name) ?? new Map()) as Map<string, Value>;
      collections.set(name, values);
      return {
        entries: () => values.entries(),
        put: (key, value) => void values.set(key, value),
        remove: (key) => void values.delete(key),
      };
    },
  };
}
