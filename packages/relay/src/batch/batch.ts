import { inParallel } from '../call/in-parallel.ts';
import { readMessage } from '../message/read-message.ts';
import type { Relay } from '../ports/relay.ts';
import type { QueueRecord } from '../ports/relay-queue.ts';
import { closeRows } from './close-rows.ts';
import { giveUp } from './give-up.ts';
import { handleGroup } from './group.ts';
import { groupsOf } from './grouping.ts';
import { handBack } from './hand-back.ts';
import { tell } from './tell.ts';

/** What the event source mapping takes for an answer: the messages that are to be seen again. */
export interface BatchAnswer {
  readonly batchItemFailures: { readonly itemIdentifier: string }[];
}

/** Milliseconds that are kept for what follows the calls to Step Functions: closing, telling, handing back. */
const RESERVE_MS = 4_000;

/**
 * Brings every record of a batch to its verdict, or hands it back; one record never fails another.
 * `remainingMs` says how long the function may still run. Rejects only for bugs.
 */
export async function handleBatch(
  records: readonly QueueRecord[],
  relay: Relay,
  remainingMs: () => number,
): Promise<BatchAnswer> {
  const hasTime = () => remainingMs() > RESERVE_MS;
  const items = records.map((record) => ({ record, message: readMessage(record.body, record.messageId) }));
  const outcomes = await inParallel(groupsOf(items), relay.settings.concurrency, (group) =>
    handleGroup(relay, group, hasTime),
  );
  const closed = await closeRows(relay, outcomes.flat());
  const decided = await giveUp(relay, closed);
  const told = await tell(relay, decided);
  const failed = await handBack(relay, told);
  return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) };
}
