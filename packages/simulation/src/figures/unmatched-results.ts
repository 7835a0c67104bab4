import { playLoad } from './load.ts';

/** Results that no callback waits for, for an hour, and what becomes of those that one waits for. */
export interface UnmatchedResults {
  readonly unmatched: number;
  readonly matched: number;
  /** Seconds from a matched result's publishing to the end of its task, the longest of all. */
  readonly longestDelay: number;
  readonly unsettled: number;
  readonly deadLetters: number;
  /** Messages of the relay's queue in flight; SQS hands out nothing beyond 120,000. */
  readonly mostInFlight: number;
}

/** 50 a second, with one matched result a second beside them. */
export async function unmatchedResults(minutes = 60): Promise<UnmatchedResults> {
  const load = {
    seconds: minutes * 60,
    heartbeatsPerSecond: 0,
    unmatchedPerSecond: 50,
    resultsPerSecond: 1,
    quota: { burst: 3_000, perSecond: 500 },
  };
  const { longestDelay, unsettled, deadLetters, mostInFlight } = await playLoad(load);
  return {
    unmatched: load.seconds * load.unmatchedPerSecond,
    matched: load.seconds * load.resultsPerSecond,
    longestDelay: longestDelay / 1000,
    unsettled,
    deadLetters,
    mostInFlight,
  };
}
