import { checksum } from '../../foundation/data/store.ts';
import type { Index, Table } from '../schema/table.ts';
import type { Attributes } from '../values/attribute-value.ts';
import { entryKey, isSameEntry } from './row-keys.ts';

/** What a change does to an item's entry in an index. */
export interface EntryMove {
  /** The key of the entry that goes. */
  readonly old?: Buffer | undefined;
  /** The key of the one that comes. */
  readonly fresh?: Buffer | undefined;
  /** Of the row of the one that comes. */
  readonly sum: number;
}

const noMove: EntryMove = { sum: 0 };

/** @param row the key of the item's row */
export function entryMove(
  index: Index,
  table: Table,
  row: Buffer,
  before: Attributes | undefined,
  after: Attributes | undefined,
): EntryMove {
  if (before !== undefined && after !== undefined && isSameEntry(index, before, after)) return noMove;
  const fresh = after && entryKey(index, table, after);
  return {
    old: before && entryKey(index, table, before),
    fresh,
    sum: fresh === undefined ? 0 : checksum(fresh, row),
  };
}
