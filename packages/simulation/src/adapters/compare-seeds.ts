import { run } from '../run.ts';
import { noMutations } from '../system/mutations.ts';
import { type Difference, replayCalls, type StoresUnderTest } from './replay-calls.ts';
import { noteCalls, type StoreCall } from './store-call.ts';

/** What the calls of many seeds have come to. Plain data: it crosses threads. */
export interface Compared {
  readonly runs: number;
  /** Calls that were made on both sides. */
  readonly calls: number;
  /** Calls that are not compared, see `Replayed`. */
  readonly leftOut: number;
  readonly differences: number;
  /** The first of them, at most one a seed. */
  readonly failures: readonly (Difference & { readonly seed: number })[];
}

export const nothingCompared: Compared = { runs: 0, calls: 0, leftOut: 0, differences: 0, failures: [] };

const FAILURES_KEPT = 20;

/** Plays `count` seeds from `from` on over the model of the table, and makes their calls once more on `stores`. */
export async function compareSeeds(
  from: number,
  count: number,
  stores: StoresUnderTest & { clear(): Promise<void> },
): Promise<Compared> {
  let compared = nothingCompared;
  for (let seed = from; seed < from + count; seed++) {
    const calls: StoreCall[] = [];
    await run(seed, { mutations: { ...noMutations, table: (table) => noteCalls(table, calls) } });
    const { difference, ...counts } = await replayCalls(calls, stores);
    await stores.clear();
    const failures = difference === undefined ? [] : [{ seed, ...difference }];
    compared = bothOf(compared, {
      runs: 1,
      calls: counts.compared,
      leftOut: counts.leftOut,
      differences: failures.length,
      failures,
    });
  }
  return compared;
}

export function bothOf(a: Compared, b: Compared): Compared {
  return {
    runs: a.runs + b.runs,
    calls: a.calls + b.calls,
    leftOut: a.leftOut + b.leftOut,
    differences: a.differences + b.differences,
    failures: [...a.failures, ...b.failures].toSorted((x, y) => x.seed - y.seed).slice(0, FAILURES_KEPT),
  };
}
