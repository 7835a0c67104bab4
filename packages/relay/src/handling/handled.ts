import type { SettledRow } from '@callback-relay/callbacks-table';
import { type Code, type ProgressDetail, type Verdict, verdicts } from '@callback-relay/contract';
import type { CallFailure } from '../call/call.ts';
import type { Message, ResultMessage } from '../message/message.ts';
import type { VerdictRecord } from '../ports/journal.ts';
import type { QueueRecord } from '../ports/relay-queue.ts';
import type { MessageHistory } from './delivery-attempt.ts';

/** A record of a batch, and its message. */
export interface Item<Content extends Message = Message> {
  readonly record: QueueRecord;
  readonly history: MessageHistory;
  readonly message: Content;
}

/** And what became of it. */
export interface HandledItem extends Item {
  readonly handled: Handled;
}

/** What became of one message. */
export type Handled =
  | Decided
  /** Kept: its verdict is recorded, and it is handled again after so many seconds. */
  | { readonly kind: 'parked'; readonly record: VerdictRecord; readonly seconds: number }
  | Failed
  /** Handled again after so many seconds: for want of time or quota, or because another copy is at work. */
  | { readonly kind: 'deferred'; readonly seconds: number }
  /** Done, without a verdict: a notice of our own. */
  | { readonly kind: 'done' };

/** Its verdict is recorded, and it is acknowledged. */
export interface Decided {
  readonly kind: 'decided';
  readonly record: VerdictRecord;
  /** Whether this event closed the callback, now. */
  readonly settles: boolean;
  /** The row that is still to be closed, with the others of the batch. */
  readonly close?: SettledRow;
  /** What is published beside the verdict, of a heartbeat with progress. */
  readonly progress?: ProgressDetail;
}

/** Failed for now. */
export interface Failed {
  readonly kind: 'failed';
  readonly failure: CallFailure;
  /** Of the callback, in epoch milliseconds, where it is known. */
  readonly deadline?: number;
  /** Given up at once: another try cannot help. */
  readonly nonRetryable: boolean;
}

export interface VerdictReason {
  readonly verdict: Verdict;
  readonly code?: Code | undefined;
  /** For people; the verdict's own meaning where it is left out. */
  readonly reason?: string | undefined;
  readonly repeated?: boolean;
}

/** A message that is an event about a callback. */
type AboutEvent = Pick<ResultMessage, 'correlationId' | 'event'>;

export function verdictRecord(
  { correlationId, event }: AboutEvent,
  { verdict, code, reason = verdicts[verdict], repeated = false }: VerdictReason,
): VerdictRecord {
  return { verdict, correlationId, event, ...(code !== undefined && { code }), reason, repeated };
}

/** An event that is decided, and leaves its callback as it is. */
export function decided(message: AboutEvent, reason: VerdictReason): Decided {
  return { kind: 'decided', record: verdictRecord(message, reason), settles: false };
}

export function failedFor(failure: CallFailure): Failed {
  return { kind: 'failed', failure, nonRetryable: false };
}
