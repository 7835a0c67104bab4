import type { CallbackStore } from '@callback-relay/callbacks-table';
import type { Quota } from '../call/quota.ts';
import type { EventBus } from './event-bus.ts';
import type { Journal } from './journal.ts';
import type { RelayQueue } from './relay-queue.ts';
import type { TaskService } from './task-service.ts';

/** All that the relay needs: its ports, the world's time and chance, and its settings. */
export interface Relay {
  readonly store: CallbackStore;
  readonly tasks: TaskService;
  readonly bus: EventBus;
  readonly queue: RelayQueue;
  readonly journal: Journal;
  readonly quota: Quota;
  readonly world: World;
  readonly settings: RelaySettings;
}

/** Time and chance. */
export interface World {
  /** Epoch milliseconds. */
  now(): number;
  /** Resolves after so many milliseconds. */
  wait(ms: number): Promise<void>;
  /** From 0 up to, but not, 1. */
  random(): number;
  /** A new ID, such that no other claim has it. */
  newId(): string;
}

export interface RelaySettings {
  /** Seconds that a parked result waits for its callback; at most 43,200. */
  readonly parkedSeconds: number;
  /** Seconds that a row is kept after it can change no more. */
  readonly rowRetentionSeconds: number;
  /** Callbacks that one batch works on at the same time. */
  readonly concurrency: number;
}
