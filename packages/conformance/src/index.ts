export { allCases } from './cases/all-cases.ts';
export { type ConformanceRun, conformance } from './conformance.ts';
export type { ConformanceCase } from './conformance-case.ts';
export { defaultPayloads, type Payloads, payloadsSchema } from './payloads.ts';
export type { CaseReport } from './play.ts';
