import type { WaitingRow } from '@callback-relay/callbacks-table';
import {
  type CancelledDetail,
  type CorrelationId,
  cancelledEventType,
  currentVersion,
  limits,
} from '@callback-relay/contract';
import { call, refusedEntry } from '../call/call.ts';
import { inParallel } from '../call/in-parallel.ts';
import type { EndedMessage } from '../message/message.ts';
import type { Relay } from '../ports/relay.ts';
import { firstReceiveOf } from './back-off.ts';
import type { Handled } from './handled.ts';
import type { Turn } from './turn.ts';

/**
 * A callback may be opened, or come to the index, after its execution has ended: the requester runs for up to 30 s,
 * and the index follows the table after a while. So the callbacks are looked for once more, so much later.
 */
const SECOND_LOOK_MS = 90_000;

/**
 * Tells the bus of the callbacks that an ended execution leaves waiting, so that their workers may stop, and closes
 * them. Told before they are closed, for what is closed is not found again. A callback that is settling is left to
 * its result, which is told what became of the task.
 * @throws CallFailure
 */
export async function cancelAll(relay: Relay, ended: EndedMessage, turn: Turn): Promise<Handled> {
  const { store, settings } = relay;
  const rows = await inParallel(await callbacksOf(relay, ended), settings.concurrency, (correlationId) =>
    call('GetItem', () => store.read(correlationId)),
  );
  const waiting = rows.filter((row) => row?.state === 'waiting');
  await cancel(
    relay,
    waiting.filter((row) => row.execution === ended.execution),
    ended,
  );
  const rest = firstReceiveOf(turn.record) + SECOND_LOOK_MS - relay.world.now();
  return rest > 0 ? { kind: 'untried', seconds: Math.ceil(rest / 1000) } : { kind: 'done' };
}

/** All of them first, for closing one takes it out of the index: an execution's history ends at 25,000 events. */
async function callbacksOf({ store }: Relay, { execution }: EndedMessage): Promise<readonly CorrelationId[]> {
  const found: CorrelationId[] = [];
  let cursor: string | undefined;
  do {
    const page = await call('Query', () => store.callbacksOf(execution, cursor));
    found.push(...page.correlationIds);
    cursor = page.cursor;
  } while (cursor !== undefined);
  return found;
}

async function cancel(relay: Relay, rows: readonly WaitingRow[], ended: EndedMessage): Promise<void> {
  for (let at = 0; at < rows.length; at += limits.putEventsEntries) {
    const entries = rows.slice(at, at + limits.putEventsEntries).map((row) => entryOf(row, ended));
    const answers = await call('PutEvents', () => relay.bus.putEvents(entries));
    const refused = answers.find((answer) => answer !== undefined);
    // The whole notice is handled again: those that were told are told twice.
    if (refused !== undefined) throw refusedEntry(refused);
  }
  const { execution } = ended;
  await inParallel(rows, relay.settings.concurrency, ({ correlationId }) =>
    call('UpdateItem', () => relay.store.cancel({ correlationId, execution })),
  );
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
