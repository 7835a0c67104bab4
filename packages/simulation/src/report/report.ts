import type { Burst } from '../figures/burst.ts';
import type { CallsPerCallback } from '../figures/calls-per-callback.ts';
import type { SustainedHeartbeats } from '../figures/sustained-heartbeats.ts';
import type { UnmatchedResults } from '../figures/unmatched-results.ts';
import type { Failure, Tally } from './tally.ts';

/** The last line of `pnpm simulate --json`. Figures are left out of the replay of a single seed. */
export interface SimulationReport extends Omit<Tally, 'failures'> {
  /** The first seed. */
  readonly seed: number;
  readonly callsPerCallback?: CallsPerCallback;
  readonly burst?: Burst;
  readonly sustainedHeartbeats?: SustainedHeartbeats;
  readonly unmatchedResults?: UnmatchedResults;
  /** Left out when every promise held. */
  readonly failures?: readonly (Failure & { readonly replay: string })[];
}
