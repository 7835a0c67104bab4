import { type Load, playLoad } from './load.ts';

/** Heartbeats over Step Functions' quota, for minutes, and what becomes of the results beside them. */
export interface SustainedHeartbeats {
  readonly heartbeats: number;
  /** Calls of the relay to AWS for each of them, beyond those that the results take. */
  readonly callsPerHeartbeat: number;
  readonly deadLetters: number;
  /** Milliseconds by which the results' median delay is longer than without heartbeats. */
  readonly medianDelayAdded: number;
  readonly unsettled: number;
}

const OVER_QUOTA = 1.2;

/** At 120 % of a quota of 50/s for `minutes`, with 5 results a second beside them. */
export async function sustainedHeartbeats(minutes = 10): Promise<SustainedHeartbeats> {
  const quota = { burst: 300, perSecond: 50 };
  const calm: Load = {
    seconds: minutes * 60,
    heartbeatsPerSecond: 0,
    unmatchedPerSecond: 0,
    resultsPerSecond: 5,
    quota,
  };
  const heartbeatsPerSecond = Math.round(quota.perSecond * OVER_QUOTA);
  const [without, under] = [await playLoad(calm), await playLoad({ ...calm, heartbeatsPerSecond })];
  const heartbeats = calm.seconds * heartbeatsPerSecond;
  return {
    heartbeats,
    callsPerHeartbeat: Math.round(((under.relayCalls - without.relayCalls) / heartbeats) * 1000) / 1000,
    deadLetters: under.deadLetters,
    medianDelayAdded: under.medianDelay - without.medianDelay,
    unsettled: under.unsettled,
  };
}
