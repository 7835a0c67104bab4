import { settledRow, type WaitingRow } from '@callback-relay/callbacks-table';
import type { FilledTable } from './filled-table.ts';
import { executionOf } from './rows.ts';

/** As the relay takes them: claims one by one, closes in a batch of up to 25 rows. */
const BATCH = 25;

export const operations = ['claim', 'close', 'cancel'] as const;
export type Operation = (typeof operations)[number];

/** Milliseconds of each operation for a callback, over one batch of callbacks that were opened just before. */
export async function timedOperations(
  { put, store }: FilledTable,
  sample: WaitingRow,
  run: string,
): Promise<Record<Operation, number>> {
  const rows = Array.from({ length: BATCH }, (_, number): WaitingRow => {
    const name = `run-${run}-${number}`;
    return { ...sample, correlationId: `orders:${name}`, execution: executionOf(sample, name) };
  });
  const event = { eventId: 'e-1', fingerprint: 'x'.repeat(22), now: sample.openedAt + 1_000 };
  const source = sample.allowedSources[0] ?? '';

  await put(rows);
  const claim = await perCallback(async () => {
    for (const { correlationId } of rows) {
      const sender = { source, account: '123456789012', claimId: 'claim' };
      const { claimed } = await store.claim({ correlationId, ...event, ...sender });
      if (!claimed) throw new Error(`${correlationId} was not claimed`);
    }
  });
  const settled = rows.map((row) =>
    settledRow(row, { correlationId: row.correlationId, ...event, verdict: 'delivered', forget: [] }),
  );
  const close = await perCallback(() => store.closeAll(settled));

  await put(rows);
  const cancel = await perCallback(async () => {
    for (const { execution } of rows) {
      const { correlationIds } = await store.callbacksOf(execution);
      for (const correlationId of correlationIds) await store.cancel({ correlationId, execution, before: 1 });
    }
  });
  // Gone from the list of what waits: the next run finds the table as this one did.
  await put(settled);
  return { claim, close, cancel };
}

async function perCallback(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return (performance.now() - begun) / BATCH;
}
