import type { OpeningStore } from '@callback-relay/callbacks-table';
import type { CorrelationId } from '@callback-relay/contract';
import type { NoticeBus } from './notice-bus.ts';
import type { RequestQueue } from './request-queue.ts';

/** All that the requester needs: its ports, time and chance, and its settings. */
export interface Requester {
  readonly store: OpeningStore;
  readonly queue: RequestQueue;
  readonly bus: NoticeBus;
  readonly journal: Journal;
  readonly world: {
    /** Epoch milliseconds. */
    now(): number;
  };
  readonly settings: RequesterSettings;
}

export interface Journal {
  /** Before the row is written: the log alone tells what execution a row belongs to. */
  opening(callback: { readonly correlationId: CorrelationId; readonly executionArn: string }): void;
}

export interface RequesterSettings {
  /** The namespace of this requester's correlation IDs. */
  readonly namespace: string;
  /** Name or ARN of the bus that results go to: the return address of requests. */
  readonly eventBus: string;
  /** Seconds that a row outlives its deadline. */
  readonly rowRetentionSeconds: number;
}
