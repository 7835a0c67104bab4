import type { Json } from '../json.ts';

/** One step of a path, as Jayway's JsonPath reads it, which Step Functions is built on. */
export type Segment =
  | { readonly kind: 'names'; readonly names: readonly string[] }
  | { readonly kind: 'indexes'; readonly indexes: readonly number[] }
  | { readonly kind: 'slice'; readonly from: number | undefined; readonly to: number | undefined }
  | { readonly kind: 'wildcard' }
  | { readonly kind: 'filter'; readonly filter: Filter }
  /** `..`: everything below, to which the next segment applies. */
  | { readonly kind: 'descent' }
  | { readonly kind: 'function'; readonly name: string; readonly args: readonly (number | string)[] };

export interface Path {
  /** '' for `$`, '$' for `$$`, otherwise the name of a variable. */
  readonly root: string;
  readonly segments: readonly Segment[];
  /** Whether the path names one place at most. Any other finds an array of what matches. */
  readonly definite: boolean;
}

/** One side of a comparison: a path from the item (`@`) or from the root (`$`), or a literal. */
export type Operand =
  | { readonly kind: 'path'; readonly from: 'item' | 'root'; readonly path: Path }
  | { readonly kind: 'literal'; readonly value: Json }
  | { readonly kind: 'pattern'; readonly pattern: RegExp };

/** A condition on an item, as `@.age < 5 && @.species == 'cat'`. */
export type Filter =
  | { readonly kind: 'and' | 'or'; readonly left: Filter; readonly right: Filter }
  | { readonly kind: 'not'; readonly inner: Filter }
  | { readonly kind: 'exists'; readonly operand: Operand }
  | {
      readonly kind: 'comparison';
      readonly operator: string;
      readonly left: Operand;
      readonly right: Operand;
    };

/** Raised for a text that is not a path. */
export class InvalidPath extends Error {
  constructor(path: string, reason: string) {
    super(`Invalid path '${path}' : ${reason}`);
    this.name = 'InvalidPath';
  }
}

const isDefiniteSegment = (segment: Segment, isLast: boolean): boolean => {
  switch (segment.kind) {
    case 'names':
      // Several names at the end are put together into one object.
      return segment.names.length === 1 || isLast;
    case 'indexes':
      return segment.indexes.length === 1;
    case 'function':
      return true;
    default:
      return false;
  }
};

export const isDefinite = (segments: readonly Segment[]): boolean =>
  segments.every((segment, at) => isDefiniteSegment(segment, at === segments.length - 1));

/** Whether a path is a reference path: each step is one name or one index. */
export const isReferencePath = ({ segments }: Path): boolean =>
  segments.every(
    (segment) =>
      (segment.kind === 'names' && segment.names.length === 1) ||
      (segment.kind === 'indexes' && segment.indexes.length === 1),
  );
