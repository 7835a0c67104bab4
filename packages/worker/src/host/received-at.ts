import type { Clock } from '../clock.ts';

/** What SQS says of a message, in milliseconds since the epoch by its own clock. */
export interface ReceiveAttributes {
  readonly ApproximateReceiveCount?: string | undefined;
  readonly ApproximateFirstReceiveTimestamp?: string | undefined;
}

/**
 * When SQS handed a message out. On its first receive SQS says so itself, which does not depend on this machine's
 * clock; later only the clock can tell.
 */
export function receivedAt(attributes: ReceiveAttributes | undefined, clock: Clock): number {
  const first = Number(attributes?.ApproximateFirstReceiveTimestamp ?? Number.NaN);
  return attributes?.ApproximateReceiveCount === '1' && Number.isFinite(first) ? first : clock.now();
}
