import type { WaitingRow } from '@callback-relay/callbacks-table';
import {
  type CancelledDetail,
  type CorrelationId,
  cancelledEventType,
  currentVersion,
  limits,
} from '@callback-relay/contract';
import { lateSearchSeconds, mark } from '@callback-relay/contract/runtime';
import { call, refusedEntry } from '../call/call.ts';
import { inParallel } from '../call/in-parallel.ts';
import type { DeliveryAttempt } from '../handling/delivery-attempt.ts';
import type { Handled } from '../handling/handled.ts';
import { type EndedMessage, isLateNotice } from '../message/message.ts';
import type { Relay } from '../ports/relay.ts';

/**
 * Publishes the callbacks that an ended execution leaves waiting, so that their workers may stop, and closes
 * them. Published before they are closed, because what is closed is not found again. A callback that is settling is left
 * to its result, whose verdict says what became of the task.
 *
 * A callback may be opened, or come to the index, after its execution has ended. So they are searched for twice, at once
 * and `lateSearchSeconds` later. Of an execution that succeeded hardly one is left, and its notice comes that late: once is enough.
 * What a redrive has opened since is waited for, and is left alone.
 * @throws CallFailure
 */
export async function cancelAll(
  relay: Relay,
  ended: EndedMessage,
  { history }: DeliveryAttempt,
): Promise<Handled> {
  const { store, clock, settings } = relay;
  const found = await inParallel(await callbacksOf(relay, ended), settings.concurrency, (correlationId) =>
    call('GetItem', () => store.read(correlationId)),
  );
  const rows = found.filter((row) => row?.state !== 'waiting' || row.attempt < ended.before);
  // The index may lag behind: a row of a business key may be another execution's by now.
  const waiting = rows
    .filter((row) => row?.state === 'waiting')
    .filter((row) => row.execution === ended.execution);
  if (waiting.length < rows.length) mark('cancel/index-is-behind');
  await cancel(relay, waiting, ended);
  if (isLateNotice(ended)) return mark('cancel/searched-late-and-once', { kind: 'done' });
  const rest = history.firstReceivedAt + lateSearchSeconds * 1000 - clock.now();
  return rest > 0
    ? mark('cancel/searches-again', { kind: 'deferred', seconds: Math.ceil(rest / 1000) })
    : mark('cancel/searched-twice', { kind: 'done' });
}

/** All of them first, because closing one takes it out of the index: an execution's history ends at 25,000 events. */
async function callbacksOf({ store }: Relay, { execution }: EndedMessage): Promise<readonly CorrelationId[]> {
  const found: CorrelationId[] = [];
  let cursor: string | undefined;
  do {
    const page = await call('Query', () => store.callbacksOf(execution, cursor));
    found.push(...page.correlationIds);
    cursor = page.cursor;
    if (cursor !== undefined) mark('cancel/next-page');
  } while (cursor !== undefined);
  return found;
}

async function cancel(relay: Relay, rows: readonly WaitingRow[], ended: EndedMessage): Promise<void> {
  for (let at = 0; at < rows.length; at += limits.putEventsEntries) {
    const entries = rows.slice(at, at + limits.putEventsEntries).map((row) => entryOf(row, ended));
    const answers = await call('PutEvents', () => relay.eventBus.putEvents(entries));
    const refused = answers.find((answer) => answer !== undefined);
    // The whole notice is handled again, and what was published before is published twice.
    if (refused !== undefined) throw mark('cancel/publishing-refused', refusedEntry(refused));
  }
  const { execution, before } = ended;
  await inParallel(rows, relay.settings.concurrency, async ({ correlationId }) => {
    const isClosed = await call('UpdateItem', () => relay.store.cancel({ correlationId, execution, before }));
    if (isClosed) mark('cancel/closed');
    else mark('cancel/answered-meanwhile');
  });
}

function entryOf({ correlationId, idempotencyKey }: WaitingRow, { status }: EndedMessage) {
  const detail: CancelledDetail = {
    version: currentVersion,
    correlationId,
    idempotencyKey,
    executionStatus: status,
  };
  return { detailType: cancelledEventType, detail: JSON.stringify(detail) };
}
