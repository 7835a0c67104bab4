import { each, type Steps } from '../../foundation/steps.ts';
import type { Engine } from '../engine/engine.ts';
import { entryMove } from '../rows/entry-moves.ts';
import type { Table } from '../schema/table.ts';
import { itemSize } from '../values/item-size.ts';
import { isChange, type Planned } from './commit.ts';
import type { Write } from './write.ts';

/** A write of a transaction, with what it changes. */
export interface PlannedWrite {
  readonly write: Write;
  readonly change: Planned;
}

/** Bytes from which on changes are made ready before they are written all at once. */
const PREPARED_BYTES = 100_000;

/** Entries of indexes up to which they are found in the turn in which they are written. */
const FEW_ENTRIES = 100;

/**
 * The writes of a transaction, where they are large with texts, images and comparisons made in steps, so that the turn in
 * which all take effect at once is short.
 * @param bytes of the items that are written
 */
export function* madeReady(
  engine: Engine,
  planned: readonly PlannedWrite[],
  bytes: number,
): Steps<readonly PlannedWrite[]> {
  const entries = planned.reduce((sum, { write: { table } }) => sum + table.indexes.length, 0);
  const withEntries = entries > FEW_ENTRIES ? yield* each(planned, readyEntries) : planned;
  const former = yield* each(planned, ({ write: { table }, change: { before } }) =>
    isLogged(table) && before !== undefined ? itemSize(before) : 0,
  );
  if (former.reduce((sum, size) => sum + size, bytes) <= PREPARED_BYTES) return withEntries;
  return yield* each(withEntries, (one) => makeReady(engine, one));
}

/** With the keys of entries that it moves, which may have two kilobytes each. */
function readyEntries({ write, change }: PlannedWrite): PlannedWrite {
  const { table } = write;
  const { row, before, after } = change;
  const moves = table.indexes.map(
    (index) => [index.id, entryMove(index, table, row, before, after)] as const,
  );
  return { write, change: { ...change, entries: new Map(moves) } };
}

function makeReady(engine: Engine, { write, change }: PlannedWrite): PlannedWrite {
  const { table } = write;
  const { row, before, after } = change;
  const changes = isChange(change);
  if (after !== undefined) engine.rows.prepare(row, after);
  if (changes && table.stream?.enabled) engine.prepareChange(table, change);
  if (changes && table.pointInTimeRecovery && before !== undefined) engine.changes.prepare(before);
  return { write, change: { ...change, changes } };
}

/** Whether what an item was may be kept when it changes. */
function isLogged({ stream, pointInTimeRecovery }: Table): boolean {
  return stream?.enabled === true || pointInTimeRecovery !== undefined;
}
