import type { SettledRow } from '@callback-relay/callbacks-table';
import { backOff, mark } from '@callback-relay/contract/runtime';
import { CallFailure, call, failureOf } from '../call/call.ts';
import { failedFor, type HandledItem } from '../handling/handled.ts';
import type { Relay } from '../ports/relay.ts';

/** DynamoDB, BatchWriteItem: items in one call. */
const BATCH_ROWS = 25;
const TRIES = 4;
const PAUSE_MS = { first: 100, longest: 1_000 };

/**
 * Closes the rows that a batch has settled, in shared calls. An item whose row stays open is handled again: it will
 * find its own claim, and learn that its outcome was taken. Its deadline does not count, because Step Functions has it.
 */
export async function closeRows(
  relay: Relay,
  items: readonly HandledItem[],
): Promise<readonly HandledItem[]> {
  const closed = items.flatMap(({ handled }) =>
    handled.kind === 'decided' && handled.close !== undefined ? [handled.close] : [],
  );
  // DynamoDB refuses a call with a key that is in it twice.
  const rows = [...new Map(closed.map((row) => [row.correlationId, row])).values()];
  const failures = new Map<string, CallFailure>();
  for (let at = 0; at < rows.length; at += BATCH_ROWS) {
    const chunk = rows.slice(at, at + BATCH_ROWS);
    for (const [correlationId, failure] of await closeChunk(relay, chunk))
      failures.set(correlationId, failure);
  }
  return items.map((item) => {
    const close = item.handled.kind === 'decided' ? item.handled.close : undefined;
    const failure = close === undefined ? undefined : failures.get(close.correlationId);
    return failure === undefined ? item : { ...item, handled: failedFor(failure) };
  });
}

async function closeChunk(
  { store, clock, random }: Relay,
  rows: readonly SettledRow[],
): Promise<readonly (readonly [string, CallFailure])[]> {
  let rest = rows;
  for (let attempt = 1; ; attempt++) {
    try {
      const unprocessed = new Set(await call('BatchWriteItem', () => store.closeAll(rest)));
      rest = rest.filter(({ correlationId }) => unprocessed.has(correlationId));
    } catch (error) {
      return mark(
        'close-rows/failed',
        rest.map(({ correlationId }) => [correlationId, failureOf(error)]),
      );
    }
    if (rest.length === 0) return mark('close-rows/closed', []);
    if (attempt === TRIES) {
      return mark(
        'close-rows/left-unprocessed',
        rest.map(({ correlationId }) => [correlationId, leftUnprocessed()]),
      );
    }
    mark('close-rows/tries-the-rest-again');
    await clock.wait(backOff(attempt, PAUSE_MS, random));
  }
}

function leftUnprocessed(): CallFailure {
  const message = 'DynamoDB left it unprocessed again and again';
  return new CallFailure('BatchWriteItem', {
    kind: 'throttled',
    name: 'UnprocessedItems',
    message,
    needsOperator: false,
  });
}
