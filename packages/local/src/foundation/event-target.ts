/** What a service is as a target of EventBridge's rules and schedules: the call that hands an event to a resource. */
export interface EventTarget {
  /** Rules call it under a role of the target's own, and not as EventBridge itself. */
  readonly underRole?: boolean;
  /** Whether schedules hand it JSON alone. */
  readonly takesJson?: boolean;
  /** Whether the resource takes only messages that are of a group. */
  needsGroup?(arn: string): boolean;
  /** @throws AwsError where the resource is not there */
  call(event: EventForTarget, lookups: TargetLookups): TargetCall;
}

export interface EventForTarget {
  /** Of the resource. */
  readonly arn: string;
  /** What it is given. */
  readonly text: string;
  /** The message group that the target names. */
  readonly group?: string;
  /** What an execution is named, where the sender names it. */
  readonly name?: string;
}

export interface TargetLookups {
  /** @throws AwsError QueueDoesNotExist */
  queueUrlOf(arn: string): string;
}

export interface TargetCall {
  readonly operation: string;
  readonly input: Record<string, unknown>;
}

/** By the service in ARNs, as `sqs`. */
export type EventTargets = Readonly<Record<string, EventTarget>>;
