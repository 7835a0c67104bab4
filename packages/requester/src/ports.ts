import type { OpeningStore } from '@callback-relay/callbacks-table';
import type { CorrelationId } from '@callback-relay/contract';

/** All that the requester needs: its ports, time, and its settings. */
export interface Requester {
  readonly store: OpeningStore;
  readonly queue: RequestQueue;
  readonly eventBus: EventBus;
  readonly journal: Journal;
  readonly clock: {
    /** Epoch milliseconds. */
    now(): number;
  };
  readonly settings: RequesterSettings;
}

export interface RequesterSettings {
  /** The namespace of this requester's correlation IDs. */
  readonly namespace: string;
  /** Name or ARN of the bus that results go to: the return address of requests. */
  readonly eventBus: string;
  /** Seconds that a row outlives its deadline. */
  readonly rowRetentionSeconds: number;
}

/** The worker's queue, as the requester uses it. */
export interface RequestQueue {
  /** SendMessage, one call. `body` is a request of the contract, as JSON text. */
  send(queueUrl: string, body: string): Promise<void>;
}

/** EventBridge, as the requester uses it. */
export interface EventBus {
  /**
   * PutEvents, one call of one entry: `Callback Opened`, source `callback-relay`. `detail` is JSON text.
   * @throws RelayError `publish-failed` when EventBridge refuses the entry (`FailedEntryCount`).
   */
  publishOpened(detail: string): Promise<void>;
}

/** Where the requester writes what it does: structured log lines. Synchronous, and never throws. */
export interface Journal {
  /** Before the row is written: the log has the whole ARN of the execution that a row belongs to. */
  opening(callback: { readonly correlationId: CorrelationId; readonly executionArn: string }): void;
}
