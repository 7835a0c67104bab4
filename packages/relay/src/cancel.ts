import {
  type CancelledDetail,
  type CancelledRow,
  type CorrelationId,
  cancelledEventType,
  currentVersion,
  limits,
} from '@callback-relay/contract';
import { call, refusedEntry } from './call.ts';
import type { Handled } from './handled.ts';
import { inParallel } from './in-parallel.ts';
import type { EndedMessage } from './message.ts';
import type { Relay } from './relay.ts';

/**
 * Closes the callbacks that an ended execution leaves waiting, and tells the bus, so that their workers may stop.
 * Closed rows stay in the index by execution: a redelivered notice finds them, and tells again. A callback that is
 * settling is left to its result, which will be told what became of the task.
 * @throws CallFailure
 */
export async function cancelAll(relay: Relay, ended: EndedMessage): Promise<Handled> {
  let cursor: string | undefined;
  do {
    const page = await call('Query', () => relay.store.callbacksOf(ended.executionArn, cursor));
    const rows = await inParallel(page.correlationIds, relay.settings.concurrency, (correlationId) =>
      cancelOne(relay, correlationId, ended.executionArn),
    );
    await tellCancelled(
      relay,
      rows.filter((row) => row !== undefined),
      ended,
    );
    cursor = page.cursor;
  } while (cursor !== undefined);
  return { kind: 'done' };
}

function cancelOne(
  { store }: Relay,
  correlationId: CorrelationId,
  executionArn: string,
): Promise<CancelledRow | undefined> {
  return call('UpdateItem', () => store.cancel({ correlationId, executionArn }));
}

async function tellCancelled(
  relay: Relay,
  rows: readonly CancelledRow[],
  ended: EndedMessage,
): Promise<void> {
  for (let at = 0; at < rows.length; at += limits.putEventsEntries) {
    const entries = rows.slice(at, at + limits.putEventsEntries).map((row) => entryOf(row, ended));
    const answers = await call('PutEvents', () => relay.bus.putEvents(entries));
    const refused = answers.find((answer) => answer !== undefined);
    // The whole notice is handled again: those that were told are told twice.
    if (refused !== undefined) throw refusedEntry(refused);
  }
}

function entryOf({ correlationId, idempotencyKey }: CancelledRow, { status }: EndedMessage) {
  const detail: CancelledDetail = {
    version: currentVersion,
    correlationId,
    idempotencyKey,
    executionStatus: status,
  };
  return { detailType: cancelledEventType, detail: JSON.stringify(detail) };
}
