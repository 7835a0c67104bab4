import type { QueueRecord } from '../ports/relay-queue.ts';

/** One handling of one message: what its verdict may depend on beside the row. */
export interface Turn {
  readonly record: QueueRecord;
  /** Whether the function has time for one more call to Step Functions and what follows it. */
  hasTime(): boolean;
}
