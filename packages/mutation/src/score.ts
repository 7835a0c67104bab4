import type { Mutated } from './mutate-package.ts';
import { isTolerated, type Survivor, type Tolerated } from './survivors.ts';

/** The share of changes that a test must notice, those left out that are tolerated. */
export const leastScore = 90;

export interface Score {
  /** Of the package. */
  readonly name: string;
  /** Percent of the changes that are not tolerated, one decimal. */
  readonly score: number;
  readonly threshold: number;
  readonly ok: boolean;
  /** Changes of the code that were judged. */
  readonly mutants: number;
  /** Noticed by a test that failed. */
  readonly killed: number;
  /** Noticed because the tests did not end. */
  readonly timeouts: number;
  /** Neither noticed nor survived, and not among the mutants: their run ended with an error outside every test. */
  readonly errors: number;
  /** Noticed by none, and not tolerated. */
  readonly survived: number;
  readonly tolerated: number;
  readonly seconds: number;
  readonly survivors: readonly Survivor[];
  /** Entries of the file of tolerated survivors that no survivor is like any more. */
  readonly obsolete: readonly Tolerated[];
}

export function scoreOf(
  name: string,
  { mutants, timeouts, errors, survivors }: Mutated,
  all: readonly Tolerated[],
  seconds: number,
): Score {
  const ofPackage = all.filter((one) => one.package === name);
  const counted = survivors.filter((survivor) => !isTolerated(survivor, ofPackage));
  const tolerated = survivors.length - counted.length;
  const judged = mutants - tolerated;
  const score = judged === 0 ? 100 : Math.floor(((judged - counted.length) / judged) * 1000) / 10;
  return {
    ...{ name, score, threshold: leastScore, ok: score >= leastScore },
    ...{ mutants, killed: mutants - survivors.length - timeouts, timeouts, errors },
    ...{ survived: counted.length, tolerated, seconds, survivors: counted },
    obsolete: ofPackage.filter((one) => !survivors.some((survivor) => isTolerated(survivor, [one]))),
  };
}
