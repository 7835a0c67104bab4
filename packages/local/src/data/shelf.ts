/** Plain data by key, in the order of first putting. What is put is kept before the call returns. */
export interface Shelf<Value> {
  entries(): Iterable<readonly [string, Value]>;
  /** `value` must survive JSON. */
  put(key: string, value: Value): void;
  remove(key: string): void;
}

/** Where a service keeps what must outlive the process. Shelves of one name are the same shelf. */
export interface Cabinet {
  shelf<Value>(name: string): Shelf<Value>;
  close(): void;
}

/** Keeps nothing beyond the process. */
export function createMemoryCabinet(): Cabinet {
  const shelves = new Map<string, Map<string, unknown>>();
  return {
    shelf<Value>(name: string): Shelf<Value> {
      const values = (shelves.get(name) ?? new Map()) as Map<string, Value>;
      shelves.set(name, values);
      return {
        entries: () => values.entries(),
        put: (key, value) => void values.set(key, value),
        remove: (key) => void values.delete(key),
      };
    },
    close: () => {},
  };
}
