import { AwsError } from '../../foundation/aws-error.ts';
import type { Change, Engine } from '../engine/engine.ts';
import type { BoundCondition } from '../expressions/bind-condition.ts';
import { holds } from '../expressions/evaluate-condition.ts';
import { rowKey } from '../rows/row-keys.ts';
import type { Table } from '../schema/table.ts';
import { type Attributes, attributes } from '../values/attribute-value.ts';
import { commit, type Planned } from './commit.ts';

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

export function writeItem(engine: Engine, write: Write): Change {
  const change = plan(engine, write);
  commit(engine, write.table, change);
  return change;
}
