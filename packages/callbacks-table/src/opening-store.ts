import type { CorrelationId } from '@callback-relay/contract';
import type { CallbackDetails } from './callback-row.ts';

/**
 * The callbacks table, as the requester uses it: it writes tokens and can never read one, so every method is one
 * UpdateItem that returns nothing. `false` means that the condition did not hold. Anything else that goes wrong is
 * thrown, and the task's Retry acts. What each write changes, and on what condition, is in `model/opening-writes.ts`,
 * one pure function a method; `model/opening-store.behaviour.ts` holds every store to it.
 */
export interface OpeningStore {
  /** If there is no row, or one that may be opened again and has no parked result: `waiting`. */
  open(callback: NewCallback): Promise<boolean>;
  /** If results are parked on the row, or it may be opened again: `waiting`, and the parked results stay. */
  openOverParked(callback: NewCallback): Promise<boolean>;
  /**
   * If the row has had this very opening: the answer to an earlier call was lost, the call had worked, and the
   * callback has been answered since. Changes nothing.
   */
  isOurOpening(callback: NewCallback): Promise<boolean>;
  /** If the row was opened under the same idempotency key. Changes nothing. */
  isOfOurChain(callback: NewCallback): Promise<boolean>;
  /**
   * Records that this attempt is the newest of its chain. Refused where the chain is ambiguous, or its record has a
   * newer attempt or the same attempt with another token: then two tasks share the identity of one.
   */
  recordAttempt(attempt: ChainAttempt): Promise<boolean>;
  /** Marks a chain as one whose attempts cannot be distinguished from those of another task. Unconditional. */
  markAmbiguous(chain: Pick<ChainAttempt, 'chainKey' | 'expiresAt'>): Promise<boolean>;
}

/** A callback to be opened. */
export interface NewCallback extends CallbackDetails {
  readonly correlationId: CorrelationId;
  /** A secret: goes to the table and nowhere else. */
  readonly taskToken: string;
  /** See `executionKeyOf`. */
  readonly execution: string;
  /** Time to live of the row, in epoch seconds. */
  readonly expiresAt: number;
}

/** One attempt of a task that was retried. */
export interface ChainAttempt {
  /** See `chainKeyOf`. */
  readonly chainKey: string;
  readonly attempt: number;
  readonly openingId: string;
  /** Time to live of the record, in epoch seconds. */
  readonly expiresAt: number;
}

/** The record of a chain: what its attempts have in common. There is none until a task is retried. */
export interface ChainRow {
  /** The chain's key, in the table's key attribute. */
  readonly correlationId: string;
  readonly attempt?: number;
  readonly openingId?: string;
  readonly ambiguous?: true;
  readonly expiresAt: number;
}

/** The key of a chain's record: `namespace#idempotencyKey`. */
export function chainKeyOf(correlationId: CorrelationId, idempotencyKey: string): string {
  return `${correlationId.slice(0, correlationId.indexOf(':'))}#${idempotencyKey}`;
}
