import { AwsError } from '../../foundation/aws-error.ts';
import type { Change, Engine } from '../engine/engine.ts';
import type { BoundCondition } from '../expressions/bind-condition.ts';
import { holds } from '../expressions/evaluate-condition.ts';
import { entryKey, isSameEntry, rowKey } from '../rows/row-keys.ts';
import { earliestRestorable, type Index, type Table } from '../schema/table.ts';
import { type Attributes, attributes } from '../values/attribute-value.ts';
import { equalValues } from '../values/compare.ts';

/** One item to be written, checked as far as it can be without the item that is there. */
export interface Write {
  readonly table: Table;
  readonly key: Attributes;
  readonly condition: BoundCondition | undefined;
  /** ALL_OLD shows the item on which the condition failed. */
  readonly onFailure: string | undefined;
  /** What will be there, by what is; the item itself where nothing changes. */
  readonly next: (before: Attributes | undefined) => Attributes | undefined;
}

/** A change, with the key of the row that it is made to. */
export interface Planned extends Change {
  readonly row: Buffer;
}

/**
 * What a write will do.
 * @throws AwsError ConditionalCheckFailedException, or what the update finds wrong with the item
 */
export function plan(engine: Engine, { table, key, condition, onFailure, next }: Write): Planned {
  const row = rowKey(table.key, key);
  const before = engine.rows.get(table.id, row);
  if (condition !== undefined && !holds(condition, before ?? nothing))
    throw conditionFailed(onFailure === 'ALL_OLD' ? before : undefined);
  return { row, before, after: next(before) };
}

const nothing = attributes();

export function conditionFailed(item: Attributes | undefined): AwsError {
  const members = item === undefined ? {} : { Item: item };
  return new AwsError('ConditionalCheckFailedException', 'The conditional request failed', 400, members);
}

/** Writes a planned change, with the entries of indexes and what follows from it. */
export function commit(engine: Engine, table: Table, change: Planned): void {
  const { row, before, after } = change;
  engine.atomically(() => {
    if (after !== undefined) engine.rows.put(table.id, row, after, before !== undefined);
    else if (before !== undefined) engine.rows.remove(table.id, row);
    for (const index of table.indexes) moveEntry(engine, table, index, change);
    const earliest = earliestRestorable(table, engine.now());
    if ((!table.stream?.enabled && earliest === undefined) || !isChange(change)) return;
    if (table.stream?.enabled) engine.onChange(table, change);
    if (earliest === undefined) return;
    engine.changes.append(table.id, engine.now(), row, before);
    engine.changes.forget(table.id, earliest);
  });
  engine.onWritten(table, change);
}

function moveEntry(engine: Engine, table: Table, index: Index, { row, before, after }: Planned): void {
  if (before !== undefined && after !== undefined && isSameEntry(index, before, after)) return;
  const old = before && entryKey(index, table, before);
  const fresh = after && entryKey(index, table, after);
  if (old !== undefined) engine.rows.removeEntry(index.id, old);
  if (fresh !== undefined) engine.rows.addEntry(index.id, fresh, row);
}

/** To write the same again is not a change, for streams and indexes alike. */
export function isChange({ before, after }: Change): boolean {
  if (before === undefined || after === undefined) return before !== after;
  return !equalValues({ M: before }, { M: after });
}

export function writeItem(engine: Engine, write: Write): Change {
  const change = plan(engine, write);
  commit(engine, write.table, change);
  return change;
}
