import type { WrittenPath } from './document-path.ts';

/** What SET may set a path to. */
export type UpdateOperand =
  | { readonly kind: 'path'; readonly path: WrittenPath }
  | { readonly kind: 'value'; readonly name: string }
  /** `name` is a function's, or the operator of a sum. */
  | { readonly kind: 'call' | 'sum'; readonly name: string; readonly args: readonly UpdateOperand[] };

export type UpdateAction =
  | { readonly kind: 'set'; readonly path: WrittenPath; readonly operand: UpdateOperand }
  | { readonly kind: 'remove'; readonly path: WrittenPath }
  /** `name` is the value's. */
  | { readonly kind: 'add' | 'delete'; readonly path: WrittenPath; readonly name: string };

/** The functions of updates; each takes two operands. */
export const updateFunctions: ReadonlySet<string> = new Set(['if_not_exists', 'list_append']);

/** An update as it is written, with its names and values still to be filled in. */
export type WrittenUpdate = readonly UpdateAction[];
