export type CauseCode =
  | 'settled'
  | 'cancelled'
  | 'result-parked'
  | 'superseded-attempt'
  | 'heartbeat-overdue'
  | 'timed-out'
  | 'grant-missing'
  | 'result-in-dead-letter-queue'
  | 'request-in-dead-letter-queue'
  | 'misspelt-detail-type'
  | 'invalid-result'
  | 'wrong-source'
  | 'parked-under-another-key'
  | 'worker-failing'
  | 'worker-off'
  | 'relay-off'
  | 'relay-failing'
  | 'worker-at-work'
  | 'request-in-queue'
  | 'no-answer-yet';

/** Why a callback sleeps, in a sentence, with what shows it and what to do. */
export interface Cause {
  readonly code: CauseCode;
  readonly says: string;
  readonly evidence: readonly string[];
  readonly todo: readonly string[];
}
