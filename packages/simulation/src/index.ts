export { type Burst, burst } from './figures/burst.ts';
export { type CallsPerCallback, callsPerCallback } from './figures/calls-per-callback.ts';
export type { Mutant } from './mutants/mutant.ts';
export { mutants } from './mutants/mutants.ts';
export { type MutantRun, runMutant } from './mutants/run-mutant.ts';
export { type PromiseName, promiseNames, promises } from './promises/promises.ts';
export { runSeeds } from './report/run-seeds.ts';
export type { Tally } from './report/tally.ts';
export { type RunOptions, type RunReport, run } from './run.ts';
