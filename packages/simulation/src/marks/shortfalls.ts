import { type PromiseName, promiseNames } from '../promises/promises.ts';
import type { MarkCounts } from './count-marks.ts';
import { protocolMarks } from './protocol-marks.ts';

/** How often something was met, and how often it must be. */
export interface Met {
  readonly name: string;
  readonly count: number;
  readonly least: number;
}

/** From so many seeds on chance evens out: then once is not enough. */
export const LONG_RUN = 10_000;
/** Of a long run: each mark in one seed of a hundred, and each promise put to the test in one of twenty. */
const SEEDS_PER_MARK = 100;
const SEEDS_PER_TEST = 20;

/** Every mark of the protocol's branches, the rarest first. */
export function metMarks(marks: MarkCounts, runs: number): readonly Met[] {
  return protocolMarks()
    .map((name) => ({ name, count: marks[name] ?? 0, least: leastOf(runs, SEEDS_PER_MARK) }))
    .toSorted((a, b) => a.count - b.count);
}

/** Every promise, by how often it was put to the test. */
export function testedPromises(
  promises: Readonly<Record<PromiseName, number>>,
  runs: number,
): readonly Met[] {
  return promiseNames.map((name) => ({ name, count: promises[name], least: leastOf(runs, SEEDS_PER_TEST) }));
}

/** Of marks and promises, those that were met less often than is asked for. */
export const shortOf = (met: readonly Met[]): readonly Met[] =>
  met.filter(({ count, least }) => count < least);

/** A line for people. */
export function shortfallOf({ name, count, least }: Met, runs: number, seed: number): string {
  const times = count === 0 ? 'in none' : `${count} times in all`;
  const what = name.startsWith('promise-') ? `${name} was put to the test` : `The mark ${name} was met`;
  return `${what} ${times} of ${runs} runs from seed ${seed}: at least ${least} are asked for.`;
}

function leastOf(runs: number, seedsPer: number): number {
  return runs < LONG_RUN ? 1 : Math.floor(runs / seedsPer);
}
