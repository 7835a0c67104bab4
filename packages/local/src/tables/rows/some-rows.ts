import { isSliceOver } from '../../foundation/steps.ts';
import type { ItemRow } from './item-rows.ts';

/** The first rows: as many as a slice of the event loop's turn has room for, one at least. */
export function someRows(rows: Iterable<ItemRow>): {
  readonly found: readonly ItemRow[];
  readonly more: boolean;
} {
  const found: ItemRow[] = [];
  for (const row of rows) {
    found.push(row);
    if (isSliceOver()) return { found, more: true };
  }
  return { found, more: false };
}
