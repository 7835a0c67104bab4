import type { Execution } from './execution.ts';
import { pauseOf } from './pause.ts';

/** The JSON object that `pnpm demo --json` prints for an execution. Times are milliseconds. */
export interface Summary {
  readonly input: { readonly number: number };
  readonly status: string;
  readonly output?: unknown;
  readonly error?: string;
  readonly cause?: string;
  readonly history: readonly string[];
  readonly pausedMs: number;
  /** The execution's whole time less the worker's own. */
  readonly overheadMs: number;
}

export function summarise(execution: Execution, workMs: number): Summary {
  const { input, status, output, error, cause, history, startedAt, stoppedAt } = execution;
  return {
    input,
    status,
    ...(output !== undefined && { output }),
    ...(error !== undefined && { error, cause: cause ?? '' }),
    history: history.map((event) => event.type ?? 'Unknown'),
    pausedMs: pauseOf(history)?.milliseconds ?? 0,
    overheadMs: stoppedAt.getTime() - startedAt.getTime() - workMs,
  };
}
