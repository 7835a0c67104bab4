import type { Retrier } from './retriers.ts';

/** How long and how often a callback task is tried. Durations are milliseconds. */
export interface CallbackTask {
  readonly stateName: string;
  /** Tells the items of a Map state apart. */
  readonly item?: number;
  readonly timeout: number;
  readonly heartbeat?: number;
  readonly retry: readonly Retrier[];
  /** What the state machine passes to the requester besides the context object. */
  readonly request: TaskRequest;
}

export interface TaskRequest {
  /** Names the workItem that answers the task. */
  readonly payload: { readonly workItem: number };
  readonly businessKey?: string;
  readonly allowedSources: readonly string[];
  readonly allowedAccounts?: readonly string[];
}

/** An execution of a Parallel state with one callback task a branch: one branch that fails stops the others. */
export interface ExecutionPlan {
  readonly arn: string;
  readonly tasks: readonly CallbackTask[];
  /** TimeoutSeconds of the machine, in milliseconds. */
  readonly timeout?: number;
  /** RedriveExecution, once, so many milliseconds after it has failed, timed out or was stopped. */
  readonly redriveAfter?: number;
  /** The Parallel state has a Catch: a failed branch ends the state, and the execution goes on and succeeds. */
  readonly catches: boolean;
}

export type ExecutionStatus = 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED';

/** One attempt of a task, with its own token: what Step Functions knows of one callback. */
export interface Attempt {
  readonly token: string;
  readonly plan: ExecutionPlan;
  readonly task: CallbackTask;
  readonly retryCount: number;
  readonly redriveCount: number;
  /** ISO 8601; the same for every attempt of a task. */
  readonly enteredTime: string;
  readonly startedAt: number;
  /** When TimeoutSeconds are over. */
  readonly deadline: number;
  end?: AttemptEnd;
  /** Every outcome that Step Functions was sent and took or refused, in order; what a throttle turned away is not here. */
  readonly sent: SentOutcome[];
}

export type Outcome =
  | { readonly kind: 'success'; readonly output: string }
  | { readonly kind: 'failure'; readonly error: string; readonly cause: string };

export interface AttemptEnd {
  readonly at: number;
  /**
   * `answered`: by SendTask*. `function-failed`: the requester threw. `stopped`: the execution or its branch ended.
   */
  readonly how: 'answered' | 'timed-out' | 'heartbeat-missed' | 'function-failed' | 'stopped';
  readonly outcome?: Outcome;
  /** The error's name, as Retry and Catch see it; left out when the task succeeded or was stopped. */
  readonly error?: string;
}

export interface SentOutcome {
  readonly at: number;
  readonly outcome: Outcome;
  readonly accepted: boolean;
}

/** A task by the names that a trace is read with. */
export function taskName({ plan, task }: Attempt): string {
  return `${plan.arn}/${task.stateName}${task.item === undefined ? '' : `[${task.item}]`}`;
}
