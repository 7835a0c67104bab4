/** Values in an order, of which no two are equal in it. */
export interface SortedList<Value> {
  add(value: Value): void;
  /** It must still compare as when it was added. */
  remove(value: Value): void;
  first(): Value | undefined;
  /** In order, of what is there when it comes to it: values may be added and removed meanwhile. */
  values(): Generator<Value>;
  size(): number;
}

/** @param compare negative where the first comes before the second */
export function createSortedList<Value>(compare: (left: Value, right: Value) => number): SortedList<Value> {
  const sorted: Value[] = [];

  /** Where the value is, or would be. */
  function placeOf(value: Value): number {
    let from = 0;
    let to = sorted.length;
    while (from < to) {
      const middle = (from + to) >>> 1;
      const there = sorted[middle];
      if (there !== undefined && compare(there, value) < 0) from = middle + 1;
      else to = middle;
    }
    return from;
  }

  return {
    add(value) {
      const last = sorted.at(-1);
      // Most are the last: a splice of nothing costs more than a push.
      if (last === undefined || compare(last, value) < 0) sorted.push(value);
      else sorted.splice(placeOf(value), 0, value);
    },
    remove(value) {
      const place = placeOf(value);
      if (sorted[place] !== value) return;
      if (place === 0) sorted.shift();
      else sorted.splice(place, 1);
    },
    first: () => sorted[0],
    *values() {
      let place = 0;
      for (let value = sorted[place]; value !== undefined; value = sorted[place]) {
        yield value;
        if (sorted[place] !== value) place = placeOf(value);
        const there = sorted[place];
        if (there !== undefined && compare(there, value) === 0) place += 1;
      }
    },
    size: () => sorted.length,
  };
}
