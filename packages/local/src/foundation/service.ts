/** Who calls: known by the access key ID in the call's Authorization header. */
export interface Caller {
  /** 12 digits. */
  readonly account: string;
  readonly region: string;
  /** The role that the call is made under; undefined is the developer at the keyboard, who may do everything. */
  readonly roleArn?: string;
  /** The session's name within the role, as a Lambda function's own name; shown in denials. */
  readonly sessionName?: string;
  /** A service that calls on its own account, as `events.amazonaws.com` on a rule's delivery; never with a role. */
  readonly servicePrincipal?: string;
  /** The resource on whose behalf the service calls: `aws:SourceArn` in policies. */
  readonly sourceArn?: string;
  /** The attempt of a state machine's task that calls: the same where it calls once more, after a restart. */
  readonly taskAttempt?: string;
  /** The trace that its call is a part of, as the header `X-Amzn-Trace-Id` says it. */
  readonly traceHeader?: string;
  /** Whether chaos leaves its calls alone: those of a test to the runtime itself. */
  readonly isSpared?: true;
}

export type Operation = (input: Record<string, unknown>, caller: Caller) => Promise<unknown>;

export type Operations = Readonly<Record<string, Operation>>;

/**
 * What a service does, by the names of AWS's own operations. An operation takes and returns the shapes of the AWS API
 * reference (timestamps as epoch seconds, as the JSON protocols carry them), and throws {@link AwsError}.
 */
export interface Service {
  readonly operations: Operations;
}

/**
 * Calls an operation of a supported service as AWS services call each other: in process, under a role.
 * `service` is the name in IAM actions: `lambda`, `sqs`, `events`, `dynamodb`, `states`.
 */
export type CallService = (
  service: string,
  operation: string,
  input: Record<string, unknown>,
  caller: Caller,
) => Promise<unknown>;

/** Lets a call pass, or throws {@link AwsError} as AWS denies it. `service` as in IAM actions. */
export type Authorize = (
  service: string,
  operation: string,
  input: Record<string, unknown>,
  caller: Caller,
) => void | Promise<void>;
