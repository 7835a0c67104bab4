import type { JsonObject } from '../json.ts';
import { limits } from '../limits.ts';
import type { Execution } from './execution.ts';

const DAY_MS = 24 * 3_600_000;

/** What decides whether an execution can be redriven, beside itself. */
export interface RedriveSetting {
  readonly now: number;
  readonly isDeleting: boolean;
}

/**
 * Why an execution cannot be redriven, in AWS's words; undefined where it can.
 * https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeExecution.html
 * https://docs.aws.amazon.com/step-functions/latest/dg/redrive-executions.html#redrive-eligibility
 */
export const notRedrivable = (
  { status, startedAt, stoppedAt = startedAt, stopped, lastEventId }: Execution,
  { now, isDeleting }: RedriveSetting,
): string | undefined => {
  if (status === 'RUNNING' || status === 'SUCCEEDED') return `Execution is ${status} and cannot be redriven`;
  if (isDeleting) return 'State machine is in DELETING status';
  // One that an earlier version of this runtime has kept: where it stopped is not known.
  if (stopped === undefined) return 'Execution was started before the launch of RedriveExecution';
  if (lastEventId >= limits.redrivableEvents) return 'Execution history event limit exceeded';
  if (now >= startedAt + limits.openDays * DAY_MS) return 'Execution has exceeded the max execution time';
  if (now >= stoppedAt + limits.redrivableDays * DAY_MS) return 'Execution redrivable period exceeded';
  return undefined;
};

/** What DescribeExecution says of redriving an execution, but for the date, which each place writes its own way. */
export const redriveMembers = (execution: Execution, setting: RedriveSetting): JsonObject => {
  const reason = notRedrivable(execution, setting);
  return {
    redriveCount: execution.redrive?.count ?? 0,
    redriveStatus: reason === undefined ? 'REDRIVABLE' : 'NOT_REDRIVABLE',
    ...(reason === undefined ? {} : { redriveStatusReason: reason }),
  };
};
