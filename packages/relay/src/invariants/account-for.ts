import type { HandledItem } from '../handling/handled.ts';
import type { QueueRecord, RelayQueue } from '../ports/relay-queue.ts';
import type { Reporter } from './invariant-error.ts';

/** The queue, with a note of the bodies that are in the deferred queue. */
export function notedQueue(queue: RelayQueue, deferred: Set<string>): RelayQueue {
  return {
    changeVisibility: (receiptHandle, seconds) => queue.changeVisibility(receiptHandle, seconds),
    sendToDeadLetterQueue: (letter) => queue.sendToDeadLetterQueue(letter),
    async defer(message) {
      await queue.defer(message);
      deferred.add(message.body);
    },
  };
}

/**
 * The records that are to be seen again, held against the batch: none is acknowledged that is neither done nor in the
 * deferred queue, and none is named that is not of the batch, for which Lambda would take the whole batch as failed.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
 */
export function accountFor(
  records: readonly QueueRecord[],
  items: readonly HandledItem[],
  returned: readonly QueueRecord[],
  deferred: ReadonlySet<string>,
  report: Reporter,
): readonly string[] {
  const handled = new Map(items.map((item) => [item.record.messageId, item.handled.kind]));
  const ids = new Set(returned.map(({ messageId }) => messageId));
  const forgotten = records.filter(({ messageId, body }) => {
    if (ids.has(messageId)) return false;
    const kind = handled.get(messageId);
    return kind !== 'decided' && kind !== 'done' && !deferred.has(body);
  });
  for (const _ of forgotten)
    report({
      promise: 1,
      rule: 'a message is acknowledged only when it is done, or waits in the deferred queue',
    });
  const own = new Set(records.map(({ messageId }) => messageId));
  const foreign = [...ids].filter((id) => !own.has(id));
  for (const _ of foreign) report({ promise: 6, rule: 'a batch returns no records but its own' });
  return [...[...ids].filter((id) => own.has(id)), ...forgotten.map(({ messageId }) => messageId)];
}
