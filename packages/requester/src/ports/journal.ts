import type { CorrelationId } from '@callback-relay/contract';

/** Where the requester writes what it does: structured log lines. Synchronous, and never throws. */
export interface Journal {
  /** Before the row is written: the log has the whole ARN of the execution that a row belongs to. */
  opening(callback: { readonly correlationId: CorrelationId; readonly executionArn: string }): void;
}
