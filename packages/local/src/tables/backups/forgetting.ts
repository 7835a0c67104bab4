import { earliestRestorable } from '../schema/table.ts';
import type { TableRegistry } from '../schema/table-registry.ts';
import type { ChangeLog } from './change-log.ts';

const AT_ONCE = 50;

/**
 * Leaves out, some at each call, the changes that a table can't be restored by any more, all of them where the table is gone
 * or its recovery is off; whether there is more to do.
 */
export function createForgetting(
  tables: TableRegistry,
  changes: ChangeLog,
  tableId: number,
  now: () => number,
): () => boolean {
  return () => {
    const table = tables.all().find(({ id }) => id === tableId);
    const earliest = table && earliestRestorable(table, now());
    return changes.forget(tableId, earliest ?? Number.POSITIVE_INFINITY, AT_ONCE);
  };
}
