import type { SettledRow } from '@callback-relay/callbacks-table';
import { CallFailure, call, failureOf } from '../call/call.ts';
import type { Relay } from '../ports/relay.ts';
import type { HandledItem } from './item.ts';

/** DynamoDB, BatchWriteItem: items in one call. */
const BATCH_ROWS = 25;
const TRIES = 4;
const PAUSE_MS = 50;

/**
 * Closes the rows that a batch has settled, in shared calls. An item whose row stays open is handed back: it will
 * find its own claim, and hear that its outcome was taken. Its deadline does not count, for Step Functions has it.
 */
export async function closeRows(
  relay: Relay,
  items: readonly HandledItem[],
): Promise<readonly HandledItem[]> {
  const rows = items.flatMap(({ handled }) =>
    handled.kind === 'judged' && handled.close !== undefined ? [handled.close] : [],
  );
  const failures = new Map<string, CallFailure>();
  for (let at = 0; at < rows.length; at += BATCH_ROWS) {
    const chunk = rows.slice(at, at + BATCH_ROWS);
    for (const [correlationId, failure] of await closeChunk(relay, chunk))
      failures.set(correlationId, failure);
  }
  return items.map((item) => {
    const close = item.handled.kind === 'judged' ? item.handled.close : undefined;
    const failure = close === undefined ? undefined : failures.get(close.correlationId);
    return failure === undefined ? item : { ...item, handled: { kind: 'failed', failure, hopeless: false } };
  });
}

async function closeChunk(
  { store, world }: Relay,
  rows: readonly SettledRow[],
): Promise<readonly (readonly [string, CallFailure])[]> {
  let rest = rows;
  for (let attempt = 1; ; attempt++) {
    try {
      const unprocessed = new Set(await call('BatchWriteItem', () => store.closeAll(rest)));
      rest = rest.filter(({ correlationId }) => unprocessed.has(correlationId));
    } catch (error) {
      return rest.map(({ correlationId }) => [correlationId, failureOf(error)]);
    }
    if (rest.length === 0) return [];
    if (attempt === TRIES) return rest.map(({ correlationId }) => [correlationId, leftUnprocessed()]);
    await world.wait(PAUSE_MS * 2 ** attempt * (0.5 + world.random()));
  }
}

function leftUnprocessed(): CallFailure {
  const message = 'DynamoDB left it unprocessed again and again';
  return new CallFailure('BatchWriteItem', {
    kind: 'throttled',
    name: 'UnprocessedItems',
    message,
    loud: false,
  });
}
