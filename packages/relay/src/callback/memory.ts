import type { CallbackRow } from '@callback-relay/contract';

/** Events whose verdict a row remembers: about 10 KB, far more than a queue redelivers under one key. */
const REMEMBERED_EVENTS = 100;

/** The event IDs that a row forgets when it takes in one more: the oldest, beyond what it remembers. */
export function forgottenBy(row: CallbackRow): readonly string[] {
  const surplus = Object.keys(row.answers).length + 1 - REMEMBERED_EVENTS;
  if (surplus <= 0) return [];
  return Object.entries(row.answers)
    .sort(([, a], [, b]) => a.at - b.at)
    .slice(0, surplus)
    .map(([eventId]) => eventId);
}
