import type { ResultType } from '@callback-relay/contract';

/** One result event, ready to be put on its bus. */
export interface ResultEntry {
  readonly correlationId: string;
  /** Name or ARN. */
  readonly eventBus: string;
  readonly source: string;
  readonly detailType: ResultType;
  /** JSON text. */
  readonly detail: string;
}

export type PublishOutcome =
  | { readonly status: 'accepted'; readonly eventId: string }
  | {
      readonly status: 'refused';
      /** EventBridge's error code of the entry, or of the whole call. */
      readonly code: string;
      readonly message: string;
      /** Whether the same entry may be accepted a moment later: throttles, 5xx, the network. */
      readonly transient: boolean;
    };

/** The way to EventBridge. */
export interface ResultPublisher {
  /**
   * One PutEvents call with 1 to 10 entries, which must not be over 1 MB together. The answer's outcomes are in
   * the order of the entries; a call that is refused as a whole refuses every entry with the same code.
   */
  publish(entries: readonly ResultEntry[]): Promise<readonly PublishOutcome[]>;
}
