import { inParallel } from '../call/in-parallel.ts';
import { historyOf } from '../handling/delivery-attempt.ts';
import type { HandledItem, Item } from '../handling/handled.ts';
import { readMessage } from '../message/read-message.ts';
import type { Relay } from '../ports/relay.ts';
import type { QueueRecord } from '../ports/relay-queue.ts';
import { reserveMs } from '../time-limits.ts';
import { closeRows } from './close-rows.ts';
import { sendToDeadLetters } from './dead-letters.ts';
import { handleGroup } from './handle-group.ts';
import { publishVerdicts } from './publish-verdicts.ts';
import { returnToQueue } from './return-to-queue.ts';

/** What the event source mapping takes for an answer: the messages that are to be seen again. */
export interface BatchAnswer {
  readonly batchItemFailures: { readonly itemIdentifier: string }[];
}

/**
 * Brings every record of a batch to its verdict, or returns it to its queue; one record never fails another.
 * `remainingMs` says how long the function may still run. Rejects only for bugs.
 */
export async function handleBatch(
  records: readonly QueueRecord[],
  relay: Relay,
  remainingMs: () => number,
): Promise<BatchAnswer> {
  const hasTime = () => remainingMs() > reserveMs;
  const now = relay.clock.now();
  const items = records.map((record) => ({
    record,
    history: historyOf(record),
    message: readMessage(record.body, record.messageId, accountOf(record)),
  }));
  const early = items
    .filter(({ history }) => history.resumeAt > now)
    .map((item) => deferredFurther(item, now));
  const due = items.filter(({ history }) => history.resumeAt <= now);
  const handled = await inParallel(groupsOf(due), relay.settings.concurrency, (group) =>
    handleGroup(relay, group, hasTime),
  );
  const closed = await closeRows(relay, handled.flat());
  const given = await sendToDeadLetters(relay, closed);
  const published = await publishVerdicts(relay, given);
  const returned = await returnToQueue(relay, [...published, ...early]);
  return { batchItemFailures: returned.map(({ messageId }) => ({ itemIdentifier: messageId })) };
}

/** A message may wait for longer than SQS delays one. */
function deferredFurther(item: Item, now: number): HandledItem {
  const seconds = Math.ceil((item.history.resumeAt - now) / 1000);
  return { ...item, handled: { kind: 'deferred', seconds } };
}

/** The items of a batch that are about one callback, in order: they are handled one after the other. */
function groupsOf(items: readonly Item[]): readonly (readonly Item[])[] {
  const groups = Map.groupBy(items, ({ record, message }) =>
    message.kind === 'ended' || message.kind === 'refused'
      ? `message ${record.messageId}`
      : message.correlationId,
  );
  return [...groups.values()];
}

/** The account of the queue, and so of the relay: in its ARN the fifth part. */
function accountOf({ eventSourceARN }: QueueRecord): string | undefined {
  return eventSourceARN?.split(':')[4];
}
