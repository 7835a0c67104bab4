import type { Figures } from './figures.ts';
import type { Failure, Tally } from './tally.ts';

/** The last line of `pnpm simulate --json`. Figures are left out of the replay of a single seed. */
export interface SimulationReport extends Omit<Tally, 'failures'>, Partial<Figures> {
  /** The first seed. */
  readonly seed: number;
  /** Left out when every promise held. */
  readonly failures?: readonly (Failure & { readonly replay: string })[];
}
