import type { PromiseName } from '../promises/promises.ts';
import type { Mutations } from '../system/mutations.ts';

/** A fault that a developer could make, put between a package and its ports. */
export interface Mutant {
  readonly name: string;
  /** The promise whose check must catch it. */
  readonly promise: PromiseName;
  /** In how many runs, from the first seed on, it must be caught. */
  readonly within: number;
  readonly mutations: Partial<Mutations>;
}
