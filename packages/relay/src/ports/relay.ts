import type { CallbackStore } from '@callback-relay/callbacks-table';
import type { Journal } from './journal.ts';
import type { RelayQueue } from './relay-queue.ts';

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

/**
 * Step Functions, as the relay uses it: each method is one call, never retried inside, because a retry that goes unseen
 * is an unsure attempt that the relay does not know of. Errors are thrown as the SDK throws them (`TaskTimedOut`,
 * `InvalidToken`, `ThrottlingException` …) and classified by `classifyAwsError`.
 */
export interface TaskService {
  /** SendTaskSuccess. `output` is JSON text of at most `limits.outputBytes` bytes. */
  sendTaskSuccess(taskToken: string, output: string): Promise<void>;
  /** SendTaskFailure. At most `limits.errorCharacters` and `limits.causeCharacters` characters. */
  sendTaskFailure(taskToken: string, error: string, cause: string): Promise<void>;
  /** SendTaskHeartbeat. */
  sendTaskHeartbeat(taskToken: string): Promise<void>;
}

/** EventBridge, as the relay uses it. */
export interface EventBus {
  /**
   * PutEvents: one call, at most 10 entries. Answers entry by entry, in order: `undefined` where the entry was
   * accepted, the error code where it was not (`FailedEntryCount`). Throws where the whole call failed.
   */
  putEvents(entries: readonly BusEntry[]): Promise<readonly (string | undefined)[]>;
}

/** The source is always `callback-relay`. */
export interface BusEntry {
  readonly detailType: string;
  /** JSON text. */
  readonly detail: string;
}

/** The operations of Step Functions that have a token bucket of their own, per account and region. */
export type TaskOperation = 'SendTaskSuccess' | 'SendTaskFailure' | 'SendTaskHeartbeat';

/**
 * One instance's share of Step Functions' quota. A call that is not made is cheaper than one that is throttled, for
 * all functions of the account.
 */
export interface Quota {
  /** Takes a call if there is one. Returns 0, or the milliseconds after which it is worth asking again. */
  take(operation: TaskOperation): number;
  /** Gives back a call that was not made. */
  giveBack(operation: TaskOperation): void;
}

/** Time, as the relay sees it. */
export interface Clock {
  /** Epoch milliseconds. */
  now(): number;
  /** Resolves after so many milliseconds. */
  wait(ms: number): Promise<void>;
}
