import type { CorrelationId } from '@callback-relay/contract';
import type { CallbackRow } from './callback-row.ts';

/** A row without its secret, as far as it is filled. */
export type ReadableRow = Omit<Partial<Unioned>, 'taskToken'> & Pick<CallbackRow, 'correlationId' | 'state'>;

type Unioned = { [Member in AnyMember]: MemberOf<CallbackRow, Member> };
type AnyMember = CallbackRow extends infer Row ? (Row extends Row ? keyof Row : never) : never;
type MemberOf<Row, Member> = Row extends Row ? (Member extends keyof Row ? Row[Member] : never) : never;

/** What the sparse index holds of a callback that is open. */
export interface ListedCallback {
  readonly correlationId: CorrelationId;
  /** The key of the index by execution. */
  readonly execution: string;
  /** Epoch milliseconds. */
  readonly openedAt?: number;
  /** Epoch milliseconds. */
  readonly deadline?: number;
  readonly allowedSources?: readonly string[];
}

export interface Segment {
  readonly segment: number;
  readonly segments: number;
}

/**
 * The callbacks table, as one who operates it sees it: every method asks for attributes by name, and never for the token,
 * so that it works for principals whose IAM policy denies that one. Errors are thrown as the SDK throws them.
 */
export interface CallbackReader {
  /** Scan of one segment of the index by execution, every page. */
  open(
    segment: Segment,
  ): Promise<{ readonly callbacks: readonly ListedCallback[]; readonly readUnits: number }>;
  /** Query of one row, consistent. */
  read(correlationId: CorrelationId): Promise<ReadableRow | undefined>;
  /** Query, consistent, of the row that records the newest attempt of a task. */
  newestAttempt(attemptKey: string): Promise<number | undefined>;
  /** Query of the index by execution, every page. */
  ofExecution(execution: string): Promise<readonly CorrelationId[]>;
}
