import type { JsonObject } from '../json.ts';
import type { Execution, ExecutionStatus } from './execution.ts';

const REDRIVABLE: ReadonlySet<ExecutionStatus> = new Set(['FAILED', 'ABORTED', 'TIMED_OUT']);

/** What AWS says of redriving such an execution; RedriveExecution itself is not supported. */
export const redriveMembers = ({ status }: Execution): JsonObject => ({
  redriveCount: 0,
  ...(REDRIVABLE.has(status)
    ? { redriveStatus: 'REDRIVABLE' }
    : {
        redriveStatus: 'NOT_REDRIVABLE',
        redriveStatusReason: `Execution is ${status} and cannot be redriven`,
      }),
});
