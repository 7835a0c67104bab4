import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { callsPerCallback } from '@callback-relay/simulation';
import { synthesizeBenchApp } from '../app/bench-app.ts';
import { ourHandlers } from '../cold-start/handlers.ts';
import { rowUnits } from '../cost/bill.ts';
import { itemBytes } from '../cost/item-bytes.ts';
import { type StoredRows, storedRows } from '../cost/stored-rows.ts';
import { startApp } from '../running-app.ts';
import type { Bounded } from './bounds.ts';

/** Enough of them that a few throttles more or less do not show. */
const CALLBACKS = 1_000;

/** What the gate holds to its bounds, counted and not timed: the same on every machine. */
export async function measure(): Promise<Readonly<Record<Bounded, number>>> {
  const folder = mkdtempSync(join(tmpdir(), 'callback-relay-gate-'));
  try {
    const assembly = synthesizeBenchApp(folder);
    const { relay, requester, worker } = ourHandlers(assembly);
    const calls = await callsPerCallback(CALLBACKS);
    const rows = await rowsOn(assembly);
    return {
      'bundle.relay': relay.bytes,
      'bundle.requester': requester.bytes,
      'bundle.worker': worker.bytes,
      'calls.requester': calls.requester,
      'calls.worker': calls.worker,
      'calls.relay': calls.relay,
      'calls.amplification': calls.amplification,
      'row.waiting': itemBytes(rows.waiting),
      'row.settling': itemBytes(rows.settling),
      'row.settled': itemBytes(rows.settled),
      'row.writeUnits': sum(Object.values(rowUnits(rows))),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0);

async function rowsOn(assembly: string): Promise<StoredRows> {
  const app = await startApp(assembly);
  try {
    return await storedRows(app);
  } finally {
    await app.close();
  }
}
