import type { OpeningStore } from '@callback-relay/callbacks-table';
import type { EventBus } from './event-bus.ts';
import type { Journal } from './journal.ts';
import type { RequestQueue } from './request-queue.ts';

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
