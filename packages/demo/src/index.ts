export { type Execution, runExecution } from './execution.ts';
export { type Summary, summarise } from './summary.ts';
