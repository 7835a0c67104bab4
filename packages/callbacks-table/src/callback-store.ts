import type { CorrelationId, Operator, Verdict } from '@callback-relay/contract';
import type { CallbackRow, ParkedResult, SettledRow, SettlingRow, WaitingRow } from './callback-row.ts';

/**
 * The callbacks table, as the relay uses it. Each method is one call to DynamoDB. A write whose condition does not
 * hold is an answer (`false`, `claimed: false`), not an error; anything else that goes wrong is thrown as the SDK
 * throws it, and classified by `classifyAwsError`. What each write changes, and on what condition, is in
 * `model/callback-writes.ts`, one pure function a method; `model/callback-store.behaviour.ts` holds every store to it.
 */
export interface CallbackStore {
  /** UpdateItem. Gives an event the right to settle; the row as it was before, with the token. */
  claim(claim: Claim): Promise<ClaimAnswer>;
  /** GetItem, consistent. */
  read(correlationId: CorrelationId): Promise<CallbackRow | undefined>;
  /** PutItem, if there is no row. */
  park(parking: Parking): Promise<boolean>;
  /** UpdateItem, if the row is parked and this sender has nothing on it. */
  parkBeside(parking: Parking): Promise<boolean>;
  /** UpdateItem, if the row is still parked with this very event: takes it off, and remembers its verdict. */
  unclaim(unclaiming: Unclaiming): Promise<boolean>;
  /** UpdateItem, if the row is settling by this very event. */
  close(closing: Closing): Promise<boolean>;
  /** BatchWriteItem of at most 25 rows of minted IDs; the correlation IDs of those that it left unprocessed. */
  closeAll(rows: readonly SettledRow[]): Promise<readonly CorrelationId[]>;
  /** UpdateItem, if no other claim of this event is open: its next TaskTimedOut is not unsure. */
  markUnsent(claim: ClaimReference): Promise<boolean>;
  /** UpdateItem, if the row was opened again meanwhile, and presumes that this claim was delivered: it was not. */
  withdraw(claim: ClaimReference): Promise<boolean>;
  /** UpdateItem, if the row is as it was decided on: keeps a verdict that leaves the row as it is. */
  remember(memory: Memory): Promise<boolean>;
  /** UpdateItem, if the row waits, the sender may answer, and its progress is not newer; the row as it was before. */
  recordProgress(report: ProgressReport): Promise<ProgressAnswer>;
  /** UpdateItem, if the row waits: these sources may answer it, too. */
  allowSources(allowance: Allowance): Promise<boolean>;
  /** Query of the index by execution (stale reads and all), one page. */
  callbacksOf(execution: string, cursor?: string): Promise<CallbackPage>;
  /** UpdateItem, if the row waits for this execution. */
  cancel(cancellation: Cancellation): Promise<boolean>;
  /**
   * GetItem, consistent, of a chain's record: the newest attempt of a task that was retried. `undefined` where there
   * is none, or where the chain is ambiguous.
   */
  newestAttempt(chainKey: string): Promise<number | undefined>;
}

/** `claimId` is new for every handling of a message, and the same for retries of this one call. Times are epoch ms. */
export interface Claim extends ClaimReference {
  readonly fingerprint: string;
  readonly source: string;
  readonly account: string;
  readonly operator?: Operator;
  readonly now: number;
}

export interface ClaimReference {
  readonly correlationId: CorrelationId;
  readonly eventId: string;
  readonly claimId: string;
}

/** `row` is left out where there is none, or where the engine leaves it out of a refused condition: read it. */
export type ClaimAnswer =
  | { readonly claimed: true; readonly before: WaitingRow | SettlingRow }
  | { readonly claimed: false; readonly row?: CallbackRow };

export interface ProgressReport {
  readonly correlationId: CorrelationId;
  readonly source: string;
  readonly account: string;
  readonly operator?: Operator;
  /** JSON text. */
  readonly progress: string;
  /** Epoch milliseconds. */
  readonly at: number;
}

/** `row` as in `ClaimAnswer`. */
export type ProgressAnswer =
  | { readonly recorded: true; readonly before: WaitingRow }
  | { readonly recorded: false; readonly row?: CallbackRow };

export interface Allowance {
  readonly correlationId: CorrelationId;
  readonly sources: readonly string[];
}

export interface Parking {
  readonly correlationId: CorrelationId;
  readonly result: ParkedResult;
  /** Time to live of the row, in epoch seconds. */
  readonly expiresAt: number;
}

export interface Unclaiming {
  readonly correlationId: CorrelationId;
  readonly sender: string;
  readonly eventId: string;
  readonly fingerprint: string;
  /** `unclaimed`, or that of a broken result, which was published before. */
  readonly verdict: Verdict;
  readonly now: number;
  /** Event IDs to forget: see `memory.ts`. */
  readonly forget: readonly string[];
}

export interface Closing extends ClaimReference {
  /** Of the row that was claimed: a business key may have been opened and claimed again since. */
  readonly openingId: string;
  readonly verdict: Verdict;
  readonly fingerprint: string;
  readonly operator?: Operator;
  readonly now: number;
  /** Whether it must be the only open claim: a verdict that another claim of the same event could contradict. */
  readonly alone: boolean;
  readonly forget: readonly string[];
}

export interface Memory {
  readonly correlationId: CorrelationId;
  readonly eventId: string;
  readonly verdict: Verdict;
  readonly fingerprint: string;
  readonly now: number;
  /** The state of the row when it was decided on, and its opening, if it was ever opened. */
  readonly state: CallbackRow['state'];
  readonly openingId?: string;
  /** Of the event, `account/source`: with it, only if the event itself is not parked, since it would get a second verdict. */
  readonly sender?: string;
  /** Only if the row has no verdict of this event; with it, only if this claim presumes one, which it corrects. */
  readonly presumedBy?: string;
  readonly forget: readonly string[];
}

export interface CallbackPage {
  readonly correlationIds: readonly CorrelationId[];
  /** Where the next page begins; left out on the last. Opaque. */
  readonly cursor?: string;
}

export interface Cancellation {
  readonly correlationId: CorrelationId;
  /** As on the row, see `executionKeyOf`. */
  readonly execution: string;
  /** Later attempts were opened by a redrive, and are waited for again; see `attemptsAfter`. */
  readonly before: number;
}
