/**
 * Step Functions, as the relay uses it: each method is one call, never retried inside, because a retry that goes unseen
 * is an unsure attempt that the relay does not know of. Errors are thrown as the SDK throws them (`TaskTimedOut`,
 * `InvalidToken`, `ThrottlingException` …) and classified by `classifyAwsError`.
 */
export interface TaskService {
  /** SendTaskSuccess. `output` is JSON text of at most `limits.outputBytes` bytes. */
  sendTaskSuccess(taskToken: string, output: string): Promise<void>;
  /** SendTaskFailure. At most `limits.errorCharacters` and `limits.causeCharacters` characters. */
  sendTaskFailure(taskToken: string, error: string, cause: string): Promise<void>;
  /** SendTaskHeartbeat. */
  sendTaskHeartbeat(taskToken: string): Promise<void>;
}
