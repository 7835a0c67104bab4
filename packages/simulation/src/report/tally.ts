import type { Verdict } from '@callback-relay/contract';
import type { OutsideStep } from '@callback-relay/spec';
import type { Toll } from '../designs/statement.ts';
import type { MarkCounts } from '../marks/count-marks.ts';
import { type PromiseName, promiseNames } from '../promises/promises.ts';
import type { RunReport } from '../run.ts';

/** A promise that was broken, and the seed that shows it. */
export interface Failure {
  readonly seed: number;
  /** `rest`: it never came to rest. `model`: a step that the specification does not allow. */
  readonly promise: PromiseName | 'rest' | 'model';
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
  /** Calls about rows that were held against the specification, and those that it does not allow. */
  readonly steps: number;
  readonly stepsOutsideModel: number;
}

export interface Others {
  readonly classic: Toll;
  readonly sample: Toll;
  readonly ours: Toll;
}

const FAILURES_KEPT = 50;
const noToll: Toll = { lost: 0, hung: 0, wrongOutcome: 0 };

/** Of seeds under which the other designs are not run. */
export const noOthers: Omit<Others, 'ours'> = { classic: noToll, sample: noToll };

export const emptyTally: Tally = {
  runs: 0,
  violations: 0,
  failures: [],
  verdicts: {},
  promises: Object.fromEntries(promiseNames.map((name) => [name, 0])) as Tally['promises'],
  marks: {},
  others: { ...noOthers, ours: noToll },
  steps: 0,
  stepsOutsideModel: 0,
};

export function tallyOf(report: RunReport, others: Omit<Others, 'ours'>): Tally {
  const { seed, violations, verdicts, tested, marks, ours, steps, outside } = report;
  const broken = violations.map(({ promise, what }) => ({ seed, promise, what }));
  return {
    runs: 1,
    violations: violations.length,
    failures: [
      ...broken,
      ...outside.map((step) => ({ seed, promise: 'model' as const, what: described(step) })),
    ],
    verdicts,
    promises: tested,
    marks,
    others: { ...others, ours },
    steps,
    stepsOutsideModel: outside.length,
  };
}

function described({ row, step, by, call, why }: OutsideStep): string {
  return `step ${step}, on row ${row}, by ${by}: ${call}: ${why}`;
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
    steps: a.steps + b.steps,
    stepsOutsideModel: a.stepsOutsideModel + b.stepsOutsideModel,
  };
}

function sum<Counts extends object>(a: Counts, b: Counts): Counts {
  const total = { ...a } as Record<string, number>;
  for (const [name, count] of Object.entries<number>(b as Record<string, number>)) {
    total[name] = (total[name] ?? 0) + count;
  }
  return total as Counts;
}
