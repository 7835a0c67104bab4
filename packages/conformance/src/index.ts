export { allRequirements } from './cases/all-requirements.ts';
export type { RequirementReport } from './check-requirements.ts';
export { type ConformanceOptions, type ConformanceRun, conformance } from './conformance.ts';
export { defaultPayloads, type Payloads, payloadsSchema } from './payloads.ts';
export type { Requirement } from './requirement.ts';
export type { WorkerCommand } from './worker-command.ts';
