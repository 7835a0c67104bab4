import { createHash } from 'node:crypto';
import type { Clock } from '../foundation/clock.ts';
import type { Collection } from '../foundation/data/key-value-store.ts';

/** A message that a FIFO queue took. */
export interface Taken {
  readonly messageId: string;
  readonly sequenceNumber: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** What a FIFO queue remembers of what it took, so that it takes nothing twice. */
export interface Deduplication {
  find(deduplicationId: string): Taken | undefined;
  keep(deduplicationId: string, taken: Taken): void;
  nextSequenceNumber(): string;
}

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/FIFO-queues-exactly-once-processing.html */
const INTERVAL_MS = 300_000;

/** With each message that is sent: more than are remembered with it. */
const FORGOTTEN_AT_ONCE = 10;

/** AWS's have 20 digits, and begin so. */
const FIRST_SEQUENCE = 18_870_000_000_000_000_000n;

export function createDeduplication(clock: Clock, collection: Collection<Taken>): Deduplication {
  const taken = new Map<string, Taken>(collection.entries());
  // By the clock, so that it also grows over a restart.
  let sequence = FIRST_SEQUENCE + BigInt(clock.now()) * 1000n;
  for (const { sequenceNumber } of taken.values())
    if (BigInt(sequenceNumber) > sequence) sequence = BigInt(sequenceNumber);

  const isOver = ({ at }: Taken) => clock.now() - at >= INTERVAL_MS;

  function forgetSome(): void {
    for (const [id, entry] of taken.entries().take(FORGOTTEN_AT_ONCE)) {
      if (!isOver(entry)) return;
      taken.delete(id);
      collection.remove(id);
    }
  }

  return {
    find(deduplicationId) {
      forgetSome();
      const entry = taken.get(deduplicationId);
      return entry === undefined || isOver(entry) ? undefined : entry;
    },
    keep(deduplicationId, entry) {
      collection.put(deduplicationId, entry);
      // The oldest are the first.
      taken.delete(deduplicationId);
      taken.set(deduplicationId, entry);
    },
    nextSequenceNumber() {
      sequence += 1n;
      return String(sequence);
    },
  };
}

/** What a queue with content-based deduplication tells bodies apart by. */
export function contentId(body: string): string {
  return createHash('sha256').update(body).digest('hex');
}
