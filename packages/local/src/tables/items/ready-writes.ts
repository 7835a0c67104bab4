import { each, type Steps } from '../../foundation/steps.ts';
import type { Engine } from '../engine/engine.ts';
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
  const former = yield* each(planned, ({ write: { table }, change: { before } }) =>
    isLogged(table) && before !== undefined ? itemSize(before) : 0,
  );
  if (former.reduce((sum, size) => sum + size, bytes) <= PREPARED_BYTES) return planned;
  return yield* each(planned, (one) => makeReady(engine, one));
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
