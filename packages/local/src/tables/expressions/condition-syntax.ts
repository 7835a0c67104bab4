import type { WrittenPath } from './document-path.ts';

/** What a condition compares. */
export type Operand =
  | { readonly kind: 'path'; readonly path: WrittenPath }
  | { readonly kind: 'value'; readonly name: string }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Operand[] };

/** One comparison or function: a leaf of a condition. */
export interface Test {
  readonly kind: 'test';
  /** A comparator, BETWEEN, IN or a function's name. */
  readonly operator: string;
  readonly args: readonly Operand[];
}

export type Condition =
  | Test
  | { readonly kind: 'and' | 'or'; readonly conditions: readonly Condition[] }
  | { readonly kind: 'not'; readonly condition: Condition };

export const comparators: ReadonlySet<string> = new Set(['=', '<>', '<', '<=', '>', '>=']);

/** The functions of conditions, and how many operands each takes. */
export const functionOperands: Readonly<Record<string, number>> = {
  attribute_exists: 1,
  attribute_not_exists: 1,
  attribute_type: 2,
  begins_with: 2,
  contains: 2,
  size: 1,
};

/** A condition as it is written, with its names and values still to be filled in. */
export interface WrittenCondition {
  readonly root: Condition;
  /** In the order of the text. */
  readonly tests: readonly Test[];
}
