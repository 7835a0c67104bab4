import type { Verdict } from '@callback-relay/contract';
import type { Toll } from '../designs/statement.ts';
import type { MarkCounts } from '../marks/count-marks.ts';
import { type PromiseName, promiseNames } from '../promises/promises.ts';
import type { RunReport } from '../run.ts';

/** A promise that was broken, and the seed that shows it. */
export interface Failure {
  readonly seed: number;
  readonly promise: PromiseName | 'rest';
  readonly what: string;
}

/** What many runs have found together. Plain data: it crosses threads. */
export interface Tally {
  readonly runs: number;
  readonly violations: number;
  /** The first of them. */
  readonly failures: readonly Failure[];
  readonly verdicts: Readonly<Partial<Record<Verdict, number>>>;
  readonly promises: Readonly<Record<PromiseName, number>>;
  /** By the name of the mark: how often each branch of the protocol was taken. */
  readonly marks: MarkCounts;
  readonly others: Others;
}

export interface Others {
  readonly classic: Toll;
  readonly sample: Toll;
  readonly ours: Toll;
}

const FAILURES_KEPT = 50;
const noToll: Toll = { lost: 0, hung: 0, wrongOutcome: 0 };

export const emptyTally: Tally = {
  runs: 0,
  violations: 0,
  failures: [],
  verdicts: {},
  promises: Object.fromEntries(promiseNames.map((name) => [name, 0])) as Tally['promises'],
  marks: {},
  others: { classic: noToll, sample: noToll, ours: noToll },
};

export function tallyOf(report: RunReport, others: Omit<Others, 'ours'>): Tally {
  const { seed, violations, verdicts, tested, marks, ours } = report;
  return {
    runs: 1,
    violations: violations.length,
    failures: violations.map(({ promise, what }) => ({ seed, promise, what })),
    verdicts,
    promises: tested,
    marks,
    others: { ...others, ours },
  };
}

/** A run that never came to its checks: the packages or the simulation threw, or nothing came to rest. */
export function tallyOfCrash(seed: number, error: unknown): Tally {
  const what = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { ...emptyTally, runs: 1, violations: 1, failures: [{ seed, promise: 'rest', what }] };
}

export function together(a: Tally, b: Tally): Tally {
  return {
    runs: a.runs + b.runs,
    violations: a.violations + b.violations,
    failures: [...a.failures, ...b.failures].toSorted((x, y) => x.seed - y.seed).slice(0, FAILURES_KEPT),
    verdicts: sum(a.verdicts, b.verdicts),
    promises: sum(a.promises, b.promises),
    marks: sum(a.marks, b.marks),
    others: {
      classic: sum(a.others.classic, b.others.classic),
      sample: sum(a.others.sample, b.others.sample),
      ours: sum(a.others.ours, b.others.ours),
    },
  };
}

function sum<Counts extends object>(a: Counts, b: Counts): Counts {
  const total = { ...a } as Record<string, number>;
  for (const [name, count] of Object.entries<number>(b as Record<string, number>)) {
    total[name] = (total[name] ?? 0) + count;
  }
  return total as Counts;
}
