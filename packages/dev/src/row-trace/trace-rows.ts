import type { Local } from '@callback-relay/local';
import { UsageError } from '../options.ts';
import { callbacksTablesOf, createRowSteps } from './row-steps.ts';
import type { TraceFile } from './trace-file.ts';

/**
 * Writes what happens to the rows of the app's callbacks tables from now on; gives back what ends it, with the number of steps.
 * @throws UsageError where the app has no such table
 */
export function traceRows(local: Local, file: TraceFile): () => number {
  const tables = callbacksTablesOf(local.resources);
  if (tables.length === 0)
    throw new UsageError(
      '--trace: this app has no callbacks table, which is a table with the index by-execution: leave --trace out',
    );
  const stepsOf = createRowSteps(tables, local.now);
  const stop = local.onLog((entry) => {
    for (const step of stepsOf(entry)) file.add(step);
  });
  return () => {
    stop();
    return file.end();
  };
}
