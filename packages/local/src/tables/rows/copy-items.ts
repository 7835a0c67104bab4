import type { Steps } from '../../foundation/steps.ts';
import type { ItemRows } from './item-rows.ts';

/** Copies all items of a table to another, which has none. `check` is asked between two steps, and may throw. */
export function* copyItems(rows: ItemRows, from: number, to: number, check: () => unknown): Steps<void> {
  for (
    let after: Uint8Array | undefined = Buffer.alloc(0);
    after !== undefined;
    after = rows.copySome(from, to, after)
  ) {
    yield;
    check();
  }
}
