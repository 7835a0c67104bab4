import type { Wait } from './wait.ts';
import { checkLimit, comparisons, matches, type Selection, type WaitFilter } from './wait-filter.ts';

/** The first `limit` of all that are added, whatever their number. */
export interface Shortlist {
  add(waits: readonly Wait[]): void;
  /** The last of them once it is full: what comes after it does not count any more. */
  last(): Wait | undefined;
  waits(): Wait[];
}

/** @throws OperatorError for a limit that is not a whole number from 1 on */
export function createShortlist(filter: WaitFilter, { order, limit, now }: Selection): Shortlist {
  checkLimit(limit);
  let first: Wait[] = [];
  const sorted = () => {
    first = first.sort(comparisons[order]).slice(0, limit);
    return first;
  };
  return {
    add(waits) {
      for (const wait of waits) if (matches(wait, filter, now)) first.push(wait);
      if (first.length >= limit) sorted();
    },
    last: () => first[limit - 1],
    waits: sorted,
  };
}
