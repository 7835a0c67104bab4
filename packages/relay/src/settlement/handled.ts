import type { SettledRow } from '@callback-relay/callbacks-table';
import type { CallFailure } from '../call/call.ts';
import type { Judgement } from '../ports/journal.ts';

/** What became of one message. */
export type Handled =
  | HandledJudged
  /** Kept: told, and seen again: after so many seconds, or by back-off of at most so many. */
  | {
      readonly kind: 'parked';
      readonly judgement: Judgement;
      readonly seconds: number;
      readonly polls: boolean;
    }
  | HandledFailed
  /** Not tried, for want of time or quota, or because another copy is at work: handed back for so many seconds. */
  | { readonly kind: 'untried'; readonly seconds: number }
  /** Done, and nothing to tell: a notice of our own. */
  | { readonly kind: 'done' };

/** Decided: told, and acknowledged. */
export interface HandledJudged {
  readonly kind: 'judged';
  readonly judgement: Judgement;
  /** Whether this event closed the callback, now. */
  readonly settles: boolean;
  /** The row that is still to be closed, with the others of the batch. */
  readonly close?: SettledRow;
}

/** Failed for now. */
export interface HandledFailed {
  readonly kind: 'failed';
  readonly failure: CallFailure;
  /** Of the callback, in epoch milliseconds, where it is known. */
  readonly deadline?: number;
  /** Given up at once: trying again can't help. */
  readonly hopeless: boolean;
}
