import { type Burst, burst } from '../figures/burst.ts';
import { type CallsPerCallback, callsPerCallback } from '../figures/calls-per-callback.ts';
import { type SustainedHeartbeats, sustainedHeartbeats } from '../figures/sustained-heartbeats.ts';
import { type UnmatchedResults, unmatchedResults } from '../figures/unmatched-results.ts';

/** What is measured beside the seeds, in virtual time. */
export interface Figures {
  readonly callsPerCallback: CallsPerCallback;
  readonly burst: Burst;
  readonly sustainedHeartbeats: SustainedHeartbeats;
  readonly unmatchedResults: UnmatchedResults;
}

const COUNTED_CALLBACKS = 500;
const BURST_RESULTS = 10_000;

/** Plays each load. Of unmatched results an hour takes a minute or two, so it is played for `minutes`: an hour if none are given. */
export async function figures(minutes: number | undefined): Promise<Figures> {
  return {
    callsPerCallback: await callsPerCallback(COUNTED_CALLBACKS),
    burst: await burst(BURST_RESULTS),
    sustainedHeartbeats: await sustainedHeartbeats(),
    unmatchedResults: await unmatchedResults(minutes),
  };
}
