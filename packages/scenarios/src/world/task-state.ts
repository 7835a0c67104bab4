import type { Deployment } from './deployment.ts';

/** A task that waits for a callback, in plain ASL: what the construct `CallbackTask` writes. */
export interface TaskStateOptions {
  readonly timeoutSeconds?: number;
  readonly heartbeatSeconds?: number;
  readonly allowedSources?: readonly string[];
  /** Path to the business key in the state's input. */
  readonly businessKeyPath?: string;
  /** Waits for an event that comes anyway. */
  readonly sendsNoRequest?: boolean;
  readonly retry?: readonly object[];
  readonly catch?: readonly object[];
  readonly next?: string;
}

const PLENTY_SECONDS = 120;

export function taskState(app: Deployment, options: TaskStateOptions = {}): object {
  const timeoutSeconds = options.timeoutSeconds ?? PLENTY_SECONDS;
  return {
    Type: 'Task',
    Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken',
    TimeoutSeconds: timeoutSeconds,
    ...(options.heartbeatSeconds !== undefined && { HeartbeatSeconds: options.heartbeatSeconds }),
    Parameters: {
      FunctionName: app.requesterArn,
      Payload: {
        'taskToken.$': '$$.Task.Token',
        'executionArn.$': '$$.Execution.Id',
        'stateName.$': '$$.State.Name',
        'enteredTime.$': '$$.State.EnteredTime',
        'retryCount.$': '$$.State.RetryCount',
        'redriveCount.$': '$$.Execution.RedriveCount',
        ...(options.sendsNoRequest !== true && { 'payload.$': '$', requestQueueUrl: app.requestQueueUrl }),
        timeoutSeconds,
        allowedSources: options.allowedSources ?? [app.workerSource],
        ...(options.businessKeyPath !== undefined && { 'businessKey.$': options.businessKeyPath }),
      },
    },
    ...(options.retry !== undefined && { Retry: options.retry }),
    ...(options.catch !== undefined && { Catch: options.catch }),
    ...(options.next === undefined ? { End: true } : { Next: options.next }),
  };
}

/** A machine of one task. */
export function oneTask(app: Deployment, options: TaskStateOptions = {}): object {
  return { StartAt: 'Work', States: { Work: taskState(app, options) } };
}

/** A machine of one task, whose failure `error` is caught and ends in the output of a Pass state. */
export function caughtTask(
  app: Deployment,
  errors: readonly string[],
  options: TaskStateOptions = {},
): object {
  return {
    StartAt: 'Work',
    States: {
      Work: taskState(app, {
        ...options,
        catch: [{ ErrorEquals: errors, ResultPath: '$.caught', Next: 'Caught' }],
      }),
      Caught: { Type: 'Pass', OutputPath: '$.caught', End: true },
    },
  };
}
