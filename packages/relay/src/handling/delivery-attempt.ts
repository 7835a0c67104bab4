import type { CallbackRow } from '@callback-relay/callbacks-table';
import { backOff } from '@callback-relay/contract/runtime';
import type { ResultMessage } from '../message/message.ts';
import { deferralAttributes, type QueueRecord } from '../ports/relay-queue.ts';

/** One handling of one message: what its verdict may depend on beside the row. */
export interface DeliveryAttempt {
  readonly history: MessageHistory;
  /** Whether the function has time for one more call to Step Functions and what follows it, after so many milliseconds. */
  hasTime(after?: number): boolean;
}

/** A result whose claim was refused, and the row that was found. */
export interface ClaimRefusal {
  readonly result: ResultMessage;
  readonly row: CallbackRow | undefined;
  readonly attempt: DeliveryAttempt;
}

/** What became of a message so far, on the relay queue and on the deferred queue together. Times are epoch ms. */
export interface MessageHistory {
  /** How often it was received, this time included. */
  readonly receives: number;
  readonly firstReceivedAt: number;
  /** Until then it is only deferred further. */
  readonly resumeAt: number;
  /** Whether it comes from the deferred queue. */
  readonly isDeferred: boolean;
}

export function historyOf({ attributes, messageAttributes = {} }: QueueRecord): MessageHistory {
  const carried = (name: string) => Number(messageAttributes[name]?.stringValue);
  const receives = Number(attributes.ApproximateReceiveCount) || 1;
  const firstReceivedAt = carried(deferralAttributes.firstReceivedAt);
  return {
    receives: receives + (carried(deferralAttributes.receives) || 0),
    firstReceivedAt: firstReceivedAt || Number(attributes.ApproximateFirstReceiveTimestamp),
    resumeAt: carried(deferralAttributes.resumeAt) || 0,
    isDeferred: firstReceivedAt > 0,
  };
}

const LONGEST_SECONDS = 900;
const LONGEST_TRYING_MS = 24 * 60 * 60 * 1000;
/** Of a redriven message the deadline is long past: it gets a few attempts before it is given up again. */
const LEAST_RECEIVES = 3;

/** Seconds until a message is tried again: doubled with every receive, the upper half of it at random. */
export function retrySeconds(
  { receives }: MessageHistory,
  random: () => number,
  longest = LONGEST_SECONDS,
): number {
  return Math.max(1, Math.round(backOff(receives, { first: 2, longest }, random)));
}

/**
 * Whether a message whose attempt has just failed is given up: past the deadline of its callback, or after a day
 * of trying where the deadline is not known or further away.
 */
export function isGivenUp(history: MessageHistory, deadline: number | undefined, now: number): boolean {
  if (history.receives < LEAST_RECEIVES) return false;
  return now > Math.min(deadline ?? Number.POSITIVE_INFINITY, history.firstReceivedAt + LONGEST_TRYING_MS);
}
