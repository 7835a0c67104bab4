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

/** Where a page of a Scan ended: the keys of its last row. */
export interface ScanCursor {
  readonly correlationId: string;
  readonly execution: string;
}

/** What DynamoDB itself is to leave out of a page: the page costs as much, and far less travels. */
export type OpenCondition =
  | {
      readonly attribute: 'openedAt' | 'deadline';
      readonly is: 'at-most' | 'at-least';
      readonly value: number;
    }
  | { readonly attribute: 'correlationId'; readonly is: 'at-most'; readonly value: string }
  | { readonly attribute: 'correlationId' | 'execution'; readonly is: 'prefixed'; readonly value: string }
  | { readonly attribute: 'allowedSources'; readonly is: 'containing'; readonly value: string };

export interface OpenPageRequest extends Segment {
  readonly after?: ScanCursor;
  /** Rows to scan at most. @default as many as are in a megabyte */
  readonly limit?: number;
  /** All must hold. */
  readonly conditions?: readonly OpenCondition[];
}

export interface OpenPage {
  readonly callbacks: readonly ListedCallback[];
  /** Rows that were read, those left out included. */
  readonly scanned: number;
  readonly readUnits: number;
  /** Left out at the segment's end. */
  readonly next?: ScanCursor;
}

/**
 * The callbacks table, as one who operates it sees it: every method asks for attributes by name, and never for the token,
 * so that it works for principals whose IAM policy denies that one. Errors are thrown as the SDK throws them.
 */
export interface CallbackReader {
  /** Scan of the index by execution, in which only open callbacks are: one page of one segment. */
  openPage(request: OpenPageRequest): Promise<OpenPage>;
  /** Query of one row, consistent. */
  read(correlationId: CorrelationId): Promise<ReadableRow | undefined>;
  /** Query, consistent, of the row that records the newest attempt of a task. */
  newestAttempt(attemptKey: string): Promise<number | undefined>;
  /** Query of the index by execution, every page. */
  ofExecution(execution: string): Promise<readonly CorrelationId[]>;
}
