/** Why a state failed: plain data, so that it may be kept and compared. */
export interface Failure {
  /** AWS's error name; null when SendTaskFailure gave none. */
  readonly error: string | null;
  readonly cause: string | null;
  /** A missed heartbeat is recorded as States.Timeout, and matched as States.HeartbeatTimeout too. */
  readonly missedHeartbeat?: true;
  /** JSONata could not be evaluated, or gave a value that the field does not take: such a failure has an event of its own. */
  readonly evaluation?: Evaluation;
}

export interface Evaluation {
  /** The field; the input of a Map state is none. */
  readonly location?: string;
  /** Whether the value was found wrong after it was evaluated, which AWS's history shows by another previous event. */
  readonly afterwards?: true;
}

/** Carries a {@link Failure} out of an evaluation. */
export class StateFailed extends Error {
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(`${failure.error ?? 'failed'}: ${failure.cause ?? ''}`);
    this.name = 'StateFailed';
    this.failure = failure;
  }
}

export const stateFailed = (error: string, cause: string): StateFailed => new StateFailed({ error, cause });

/** The state cannot be run at all: never retried, never caught. */
export const runtimeError = (cause: string): StateFailed => stateFailed('States.Runtime', cause);
