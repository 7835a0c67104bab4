import type { QueueRecord } from '../ports/relay-queue.ts';

const LONGEST_SECONDS = 900;
const LONGEST_TRYING_MS = 24 * 60 * 60 * 1000;
/** Of a redriven message the deadline is long past: it gets a few honest attempts before it is given up again. */
const LEAST_RECEIVES = 3;

/** Seconds until a message is tried again: doubled with every receive, the upper half of it at random. */
export function backOffSeconds(record: QueueRecord, random: () => number, longest = LONGEST_SECONDS): number {
  const ceiling = Math.min(longest, 2 ** Math.min(receivesOf(record), 30));
  return Math.max(1, Math.round(ceiling * (0.5 + random() / 2)));
}

/**
 * Whether a message whose attempt has just failed is given up: past the deadline of its callback, or after a day
 * of trying where the deadline is not known or further away.
 */
export function isGivenUp(record: QueueRecord, deadline: number | undefined, now: number): boolean {
  if (receivesOf(record) < LEAST_RECEIVES) return false;
  return now > Math.min(deadline ?? Number.POSITIVE_INFINITY, firstReceiveOf(record) + LONGEST_TRYING_MS);
}

function receivesOf(record: QueueRecord): number {
  return Number(record.attributes.ApproximateReceiveCount) || 1;
}

/** Epoch milliseconds. */
export function firstReceiveOf(record: QueueRecord): number {
  return Number(record.attributes.ApproximateFirstReceiveTimestamp);
}
