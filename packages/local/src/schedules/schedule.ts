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
  readonly flexibleTimeWindow: Readonly<Record<string, unknown>>;
  readonly actionAfterCompletion: 'NONE' | 'DELETE';
  readonly target: ScheduleTarget;
  readonly createdAt: number;
  readonly modifiedAt: number;
  /** When it is to fire next; undefined once it is over. */
  readonly nextAt?: number;
}

export interface ScheduleTarget {
  readonly Arn: string;
  readonly RoleArn: string;
  readonly Input?: string;
  readonly DeadLetterConfig?: { readonly Arn?: string };
  readonly RetryPolicy?: {
    readonly MaximumEventAgeInSeconds?: number;
    readonly MaximumRetryAttempts?: number;
  };
  readonly EventBridgeParameters?: { readonly DetailType: string; readonly Source: string };
  readonly SqsParameters?: { readonly MessageGroupId?: string };
}
