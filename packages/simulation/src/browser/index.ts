export type { FaultName } from '../engine/fault-rates.ts';
export { type Lane, lanes, type TraceEntry } from './lanes.ts';
export { faultNames, runSeed, type SeedRun, seedOf } from './run-seed.ts';
