import type { PromiseName } from '../promises/promises.ts';
import { run } from '../run.ts';
import { noMutations } from '../system/mutations.ts';
import type { Mutant } from './mutant.ts';

export interface MutantRun {
  readonly mutant: string;
  readonly promise: PromiseName;
  readonly caught: boolean;
  /** How many runs it took; all that were allowed when it was not caught. */
  readonly runs: number;
  readonly within: number;
  /** The seed that shows it, and how the check put it. */
  readonly seed?: number;
  readonly what?: string;
}

/** Runs a mutant, from `seed` on, until the check of its promise catches it. */
export async function runMutant(
  { name, promise, within, mutations }: Mutant,
  seed: number,
): Promise<MutantRun> {
  for (let runs = 1; runs <= within; runs++) {
    // A run that never comes to rest has no finding of the promise.
    const violations = await run(seed + runs - 1, { mutations: { ...noMutations, ...mutations } }).then(
      (report) => report.violations,
      () => [],
    );
    const caught = violations.find((violation) => violation.promise === promise);
    if (caught === undefined) continue;
    return { mutant: name, promise, caught: true, runs, within, seed: seed + runs - 1, what: caught.what };
  }
  return { mutant: name, promise, caught: false, runs: within, within };
}
