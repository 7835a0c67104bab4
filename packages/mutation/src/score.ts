import { isTolerated, type Survivor, type Tolerated } from './survivors.ts';

/** The share of changes that a test must notice, those left out that are tolerated. */
export const leastScore = 90;

export interface Score {
  readonly package: string;
  /** Percent, one decimal. */
  readonly score: number;
  readonly ok: boolean;
  readonly mutants: number;
  readonly noticed: number;
  readonly tolerated: number;
  readonly survivors: readonly Survivor[];
  /** Entries of the file of tolerated survivors that no survivor is like any more. */
  readonly obsolete: readonly Tolerated[];
}

export function scoreOf(
  name: string,
  mutants: number,
  survivors: readonly Survivor[],
  all: readonly Tolerated[],
): Score {
  const ofPackage = all.filter((one) => one.package === name);
  const counted = survivors.filter((survivor) => !isTolerated(survivor, ofPackage));
  const tolerated = survivors.length - counted.length;
  const judged = mutants - tolerated;
  const score = judged === 0 ? 100 : Math.floor(((judged - counted.length) / judged) * 1000) / 10;
  return {
    package: name,
    score,
    ok: score >= leastScore,
    mutants,
    noticed: mutants - survivors.length,
    tolerated,
    survivors: counted,
    obsolete: ofPackage.filter((one) => !survivors.some((survivor) => isTolerated(survivor, [one]))),
  };
}
