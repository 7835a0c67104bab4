import type { ScheduleInput } from './inputs.ts';

/** A schedule of EventBridge Scheduler: plain data. Times are milliseconds since the epoch. */
export interface ScheduleRecord {
  readonly arn: string;
  readonly name: string;
  readonly groupName: string;
  readonly expression: string;
  readonly timeZone: string;
  readonly startAt?: number;
  readonly endAt?: number;
  readonly state: 'ENABLED' | 'DISABLED';
  readonly description?: string;
  /** Of the call that made it: the same call again is the same schedule. */
  readonly clientToken?: string;
  readonly flexibleTimeWindow: Readonly<Record<string, unknown>>;
  readonly actionAfterCompletion: 'NONE' | 'DELETE';
  readonly target: ScheduleTarget;
  readonly createdAt: number;
  readonly modifiedAt: number;
  /** When it is to fire next; undefined once it is over. */
  readonly nextAt?: number;
}

/** https://docs.aws.amazon.com/scheduler/latest/APIReference/API_RetryPolicy.html, which a target has of itself. */
export function retryPolicyOf({ RetryPolicy }: ScheduleTarget) {
  const { MaximumEventAgeInSeconds = 86_400, MaximumRetryAttempts = 185 } = RetryPolicy ?? {};
  return { MaximumEventAgeInSeconds, MaximumRetryAttempts };
}

/** A target that was checked. */
export interface ScheduleTarget extends NonNullable<ScheduleInput['Target']> {
  readonly Arn: string;
  readonly RoleArn: string;
}
