import type { EventReference } from './callback-row.ts';

/** Who sent an event: the place of its result on a parked row. Account IDs hold no slash, so no two senders share one. */
export function senderOf(event: Pick<EventReference, 'account' | 'source'>): string {
  return `${event.account}/${event.source}`;
}
