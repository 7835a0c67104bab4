import type { Snapshot } from './poll.ts';

/** One of server-sent events, as it goes over the wire. */
export function eventText(event: string, data: unknown): string {
  return `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
}

/** As many as fill any screen: they are shown while the others travel. */
const firstRows = 100;
/** Small enough that a browser reads it between two frames. */
const moreRows = 2000;

/** Everything that waits, in parts, the oldest first. Empty where there was no poll yet. */
export function* snapshotEvents(snapshot: Snapshot | undefined, now: number): Generator<string> {
  if (snapshot === undefined) return;
  const { waits, open } = snapshot;
  const isLast = (to: number) => to >= waits.length;
  yield eventText('first', { now, open, waits: waits.slice(0, firstRows), isLast: isLast(firstRows) });
  for (let from = firstRows; from < waits.length; from += moreRows) {
    const to = from + moreRows;
    yield eventText('more', { waits: waits.slice(from, to), isLast: isLast(to) });
  }
}
