import type { CallbackStore } from '@callback-relay/callbacks-table';
import type { Clock } from './clock.ts';
import type { EventBus } from './event-bus.ts';
import type { Journal } from './journal.ts';
import type { Quota } from './quota.ts';
import type { RelayQueue } from './relay-queue.ts';
import type { TaskService } from './task-service.ts';

/** All that the relay needs: its ports, time and chance, and its settings. */
export interface Relay {
  readonly store: CallbackStore;
  readonly tasks: TaskService;
  readonly eventBus: EventBus;
  readonly queue: RelayQueue;
  readonly journal: Journal;
  readonly quota: Quota;
  readonly clock: Clock;
  /** From 0 up to, but not, 1. */
  random(): number;
  /** A new ID, such that no other claim has it. */
  newId(): string;
  readonly settings: RelaySettings;
}

export interface RelaySettings {
  /** Seconds that a parked result waits for its callback. */
  readonly parkedSeconds: number;
  /** Seconds that a row is kept after it can change no more. */
  readonly rowRetentionSeconds: number;
  /** Callbacks that one batch works on at the same time. */
  readonly concurrency: number;
}
