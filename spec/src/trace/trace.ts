import type { Sighting, Step } from '../relation/step.ts';

/** What the calls of one run or session did to the rows, in the order in which they took effect. */
export interface Trace {
  /** Of the simulation: which run. */
  readonly seed?: number | undefined;
  readonly steps: readonly (Step | Sighting)[];
}

/** Counted up with every change of what a line holds. */
export const traceVersion = 4;

export const traceKind = 'callback-relay-rows';
