import type { CorrelationId } from '@callback-relay/contract';
import type { Opened } from './callback-row.ts';

/**
 * The callbacks table, as the requester uses it: it writes tokens and can never read one, so every method is one
 * UpdateItem that returns nothing. `false` means that the condition did not hold. Anything else that goes wrong is
 * thrown, and the task's Retry acts. What each write changes, and on what condition, is in `model/opening-writes.ts`,
 * one pure function a method; `model/opening-store.behaviour.ts` holds every store to it.
 */
export interface OpeningStore {
  /** If there is no row, or one that may be opened again and holds no parked result: `waiting`. */
  open(opening: Opening): Promise<boolean>;
  /** If results are parked on the row, or it may be opened again: `waiting`, and the parked results stay. */
  adopt(opening: Opening): Promise<boolean>;
  /**
   * If the row has had this very opening: the answer to an earlier call was lost, the call had worked, and somebody
   * has answered the callback since. Changes nothing.
   */
  confirm(opening: Opening): Promise<boolean>;
  /** Records under `namespace#idempotencyKey` that this attempt is the newest, if no newer one is there. */
  recordAttempt(attempt: Attempt): Promise<boolean>;
}

/** A callback to be opened. */
export interface Opening extends Opened {
  readonly correlationId: CorrelationId;
  /** A secret: goes to the table and nowhere else. */
  readonly taskToken: string;
  /** See `executionKeyOf`. */
  readonly execution: string;
  /** Time to live of the row, in epoch seconds. */
  readonly expiresAt: number;
  /** Epoch milliseconds: a row whose deadline is before it waits for nobody. */
  readonly now: number;
}

export interface Attempt {
  /** `namespace#idempotencyKey`, see `attemptKeyOf`. */
  readonly attemptKey: string;
  readonly attempt: number;
  /** Time to live of the row, in epoch seconds. */
  readonly expiresAt: number;
}

/** The row that `recordAttempt` writes. */
export interface AttemptRow {
  readonly correlationId: string;
  readonly attempt: number;
  readonly expiresAt: number;
}
