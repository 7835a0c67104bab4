export { findInstallation, installCommand } from './checker/installation.ts';
export { exploreModel, type Finding, refute } from './explore.ts';
export { models, quickModels } from './models/models.ts';
export { mutants } from './models/mutants.ts';
export { type ModelOpening, type ModelRow, noRow } from './relation/model-row.ts';
export type { Step } from './relation/step.ts';
export { checkTrace, type OutsideStep, type TraceCheck } from './trace/check-trace.ts';
export type { Trace } from './trace/trace.ts';
export { textOfTrace } from './trace/trace-file.ts';
