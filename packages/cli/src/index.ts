export type { ProcessContext } from './context.ts';
export { run } from './run.ts';
export type { Terminal } from './terminal.ts';
