/** The operations of Step Functions that have a token bucket of their own, per account and region. */
export type TaskOperation = 'SendTaskSuccess' | 'SendTaskFailure' | 'SendTaskHeartbeat';

/**
 * One instance's share of Step Functions' quota. A call that is not made is cheaper than one that is throttled, for
 * all functions of the account.
 */
export interface Quota {
  /** Takes a call if there is one. Returns 0, or the milliseconds after which it is worth asking again. */
  take(operation: TaskOperation): number;
  /** Gives back a call that was not made. */
  giveBack(operation: TaskOperation): void;
}
