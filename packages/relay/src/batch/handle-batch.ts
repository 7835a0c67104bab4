import { mark } from '@callback-relay/contract/runtime';
import { inParallel } from '../call/in-parallel.ts';
import { historyOf } from '../handling/delivery-attempt.ts';
import type { HandledItem, Item } from '../handling/handled.ts';
import { accountFor, notedQueue } from '../invariants/account-for.ts';
import { checkedEventBus } from '../invariants/checked-event-bus.ts';
import { checkedStore } from '../invariants/checked-store.ts';
import { checkedTasks } from '../invariants/checked-tasks.ts';
import type { Reporter } from '../invariants/invariant-error.ts';
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
  given: Relay,
  remainingMs: () => number,
): Promise<BatchAnswer> {
  const deferred = new Set<string>();
  const report: Reporter = (broken) => given.journal.brokenInvariant(broken);
  const relay = checked(given, deferred, report);
  const hasTime = (after = 0) => remainingMs() > reserveMs + after;
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
  const remaining = await sendToDeadLetters(relay, closed);
  const all = [...(await publishVerdicts(relay, remaining)), ...early];
  const returned = await returnToQueue(relay, all);
  const ids = accountFor(records, all, returned, deferred, report);
  return { batchItemFailures: ids.map((itemIdentifier) => ({ itemIdentifier })) };
}

/** The same relay, which holds its calls to the invariants of docs/promises.md, for one batch. */
function checked(relay: Relay, deferred: Set<string>, report: Reporter): Relay {
  const tokens = new Set<string>();
  return {
    ...relay,
    store: checkedStore(relay.store, report),
    tasks: checkedTasks(relay.tasks, tokens, report),
    eventBus: checkedEventBus(relay.eventBus, tokens, report),
    queue: notedQueue(relay.queue, deferred),
  };
}

/** A message may wait for longer than SQS delays one. */
function deferredFurther(item: Item, now: number): HandledItem {
  const seconds = Math.ceil((item.history.resumeAt - now) / 1000);
  return mark('batch/too-early', { ...item, handled: { kind: 'deferred', seconds } });
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
