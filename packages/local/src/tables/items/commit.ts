import type { Change, Engine } from '../engine/engine.ts';
import { type EntryMove, entryMove } from '../rows/entry-moves.ts';
import { earliestRestorable, type Index, type Table } from '../schema/table.ts';
import { equalValues } from '../values/compare.ts';

/** A change, with the key of the row that it is made to. */
export interface Planned extends Change {
  readonly row: Buffer;
  /** Whether it is a change for streams and indexes, where that is known already. */
  readonly changes?: boolean;
  /** What it does to entries, by the number of the index, where that is known already. */
  readonly entries?: ReadonlyMap<number, EntryMove>;
}

/** Old changes that go with each new one. */
const FORGOTTEN_AT_ONCE = 10;

/** Writes a planned change, with the entries of indexes and what follows from it. */
export function commit(engine: Engine, table: Table, change: Planned): void {
  const { row, before, after } = change;
  engine.atomically(() => {
    if (after !== undefined) engine.rows.put(table.id, row, after, before !== undefined);
    else if (before !== undefined) engine.rows.remove(table.id, row);
    for (const index of table.indexes) moveEntry(engine, table, index, change);
    const earliest = earliestRestorable(table, engine.now());
    if ((!table.stream?.enabled && earliest === undefined) || !(change.changes ?? isChange(change))) return;
    if (table.stream?.enabled) engine.onChange(table, change);
    if (earliest === undefined) return;
    engine.changes.append(table.id, engine.now(), row, before);
    engine.changes.forget(table.id, earliest, FORGOTTEN_AT_ONCE);
  });
  engine.onWritten(table, change);
}

function moveEntry(engine: Engine, table: Table, index: Index, change: Planned): void {
  const { row, before, after, entries } = change;
  const { old, fresh, sum } = entries?.get(index.id) ?? entryMove(index, table, row, before, after);
  if (old !== undefined) engine.rows.removeEntry(index.id, old);
  if (fresh !== undefined) engine.rows.addEntry(index.id, fresh, row, sum);
}

/** To write the same again is not a change, for streams and indexes alike. */
export function isChange({ before, after }: Change): boolean {
  if (before === undefined || after === undefined) return before !== after;
  return !equalValues({ M: before }, { M: after });
}
