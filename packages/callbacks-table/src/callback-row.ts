import type { Code, CorrelationId, Operator, Verdict } from '@callback-relay/contract';

/**
 * The row of a callback in the callbacks table: what the requester writes and the relay reads. A row is in exactly
 * one of five states, and every change is one conditional write (docs/architecture.md has the protocol).
 */
export type CallbackRow = WaitingRow | ParkedRow | SettlingRow | SettledRow | CancelledRow;

export type CallbackState = CallbackRow['state'];

interface AnyRow {
  readonly correlationId: CorrelationId;
  /** Time to live, in epoch seconds. Late enough that a redrive still finds the row; DynamoDB deletes later still. */
  readonly expiresAt: number;
  /**
   * What this row has answered to events, by event ID, so that a redelivered one gets the verdict that it had. Of a
   * row under a business key they outlive its reopening; the oldest are forgotten (see the relay's `memory`).
   */
  readonly answers: Readonly<Record<string, Answered>>;
}

/** What the requester writes when it opens a callback. */
export interface CallbackDetails {
  /** A hash of the task token: shows whose opening this was when the token is gone. */
  readonly openingId: string;
  /** Stable over the retries of the task. */
  readonly idempotencyKey: string;
  /** See `attemptOf`. */
  readonly attempt: number;
  /** Whether the key is a business key: only then may a closed row be opened again. */
  readonly business: boolean;
  /** When the requester opened the callback, in epoch milliseconds. */
  readonly openedAt: number;
  /** When the task stops waiting, in epoch milliseconds. */
  readonly deadline: number;
  readonly allowedSources: readonly string[];
  /** Left out: any account that the bus admits. */
  readonly allowedAccounts?: readonly string[];
}

/** What goes when a callback is closed: the secret, and the entry of the index by execution. */
interface OpenCallback {
  /** In the table the bytes of its raw DEFLATE (RFC 1951): a token is base64, which packs by about a fifth. */
  readonly taskToken: string;
  /** `stateMachine:execution`, see `executionKeyOf`: the key of the index by execution. */
  readonly execution: string;
  /** Results that were parked before the opening, by sender. */
  readonly parked?: ParkedResults;
  /** The last progress of a heartbeat, JSON text of up to 4,096 bytes; left out where none did. */
  readonly progress?: string;
  /** When that heartbeat was sent, in epoch milliseconds. */
  readonly progressAt?: number;
  /** How many heartbeats had progress. */
  readonly progressCount?: number;
}

/** Open, and not claimed. */
export interface WaitingRow extends AnyRow, CallbackDetails, OpenCallback {
  readonly state: 'waiting';
}

/** Results came first: no token yet. Its senders' results lie side by side, so that no sender can squat on a key. */
export interface ParkedRow extends AnyRow {
  readonly state: 'parked';
  readonly parked: ParkedResults;
}

/** Claimed by one event, before Step Functions is called. */
export interface SettlingRow extends AnyRow, CallbackDetails, OpenCallback {
  readonly state: 'settling';
  /** The event that claimed it: its content is known by its fingerprint in `answers`. */
  readonly answeredBy: string;
  /** Claims of this event whose call to Step Functions may have worked: their answers are not known. */
  readonly attempts: readonly string[];
}

/** Step Functions has answered. */
export interface SettledRow extends AnyRow, CallbackDetails {
  readonly state: 'settled';
  /** The event that closed it: its verdict and fingerprint are in `answers`. */
  readonly answeredBy: string;
}

/** The execution ended, and that was published. */
export interface CancelledRow extends AnyRow, CallbackDetails {
  readonly state: 'cancelled';
}

export interface Answered {
  /** Left out where nothing is answered yet: the row is claimed for the event, and the claim has not reached Step Functions. */
  readonly verdict?: Verdict;
  readonly fingerprint: string;
  /** Epoch seconds. */
  readonly at: number;
  /** The claim that presumes it delivered; gone when it is known. */
  readonly presumedBy?: string;
  /** Of an answer by hand: who gave it, and why. */
  readonly operator?: Operator;
}

/** By sender: `account/source`. */
export type ParkedResults = Readonly<Record<string, ParkedResult>>;

/** A result that waits on the row for its callback. */
export interface ParkedResult {
  readonly event: EventReference;
  readonly fingerprint: string;
  readonly outcome: Outcome;
  /** Epoch milliseconds. */
  readonly parkedAt: number;
  /** When it is unclaimed, in epoch milliseconds. */
  readonly until: number;
}

/** Which result event: what verdicts and logs name it by. */
export interface EventReference {
  readonly id: string;
  readonly source: string;
  readonly account: string;
  readonly detailType: string;
  /** Of an answer by hand, which may answer every callback: who gave it, and why. */
  readonly operator?: Operator;
}

/** What Step Functions is to be sent, and the verdict that it earns the event. */
export interface Outcome {
  readonly answer: Answer;
  /** `delivered`, or the defect for which the task is failed in place of the result. */
  readonly verdict: 'delivered' | 'invalid' | 'too-large';
  readonly code?: Code;
  readonly reason?: string;
}

/** `output` is JSON text as the sender wrote its numbers; `error` and `cause` are within Step Functions' limits. */
export type Answer =
  | { readonly kind: 'succeeded'; readonly output: string }
  | { readonly kind: 'failed'; readonly error: string; readonly cause: string };
