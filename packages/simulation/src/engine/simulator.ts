import type { CallCount } from './call-count.ts';
import { type DrawFate, drawFate, type FateOnArrival } from './fate.ts';
import { type FaultRates, noFaults } from './fault-rates.ts';
import type { Outage } from './outage.ts';
import type { Randomness } from './randomness.ts';
import type { Trace } from './trace.ts';
import type { VirtualTime } from './virtual-time.ts';

/** What every simulated service and every port of a run shares. */
export interface Simulator {
  readonly random: Randomness;
  readonly time: VirtualTime;
  readonly trace: Trace;
  readonly calls: CallCount;
  /** The faults that strike now. */
  faults(): FaultRates;
  /** What becomes of the next call. */
  readonly drawFate: DrawFate;
  readonly fateOnArrival: FateOnArrival;
  /** Services that fail altogether for a while. */
  readonly outages: readonly Outage[];
  /** From here on nothing fails any more. */
  calm(): void;
}

export function simulator(
  parts: Pick<Simulator, 'random' | 'time' | 'trace' | 'calls' | 'outages'> & {
    /** @default by chance, as often as the rates say */
    readonly drawFate?: DrawFate;
    /** @default nothing strikes a call on its way */
    readonly fateOnArrival?: FateOnArrival;
  },
  rates: FaultRates,
): Simulator {
  let current = rates;
  return {
    drawFate,
    fateOnArrival: () => 'answered',
    ...parts,
    faults: () => current,
    calm: () => {
      current = noFaults;
    },
  };
}

/** The same simulator for something that AWS itself keeps running. */
export function uncrashable(simulator: Simulator): Simulator {
  return { ...simulator, faults: () => ({ ...simulator.faults(), crashBefore: 0, crashAfter: 0 }) };
}
