import { randomUUID } from 'node:crypto';
import type { Store } from '../foundation/data/store.ts';
import { announcePolicies } from './administration/resource-policies.ts';
import { openBackupRegistry } from './backups/backup-registry.ts';
import { openChangeLog } from './backups/change-log.ts';
import { createForgetting } from './backups/forgetting.ts';
import type { Engine, OnPolicy } from './engine/engine.ts';
import { createTransactionLock } from './engine/transaction-lock.ts';
import { createBackfill } from './rows/backfill.ts';
import { openClearings } from './rows/clearings.ts';
import { openImages } from './rows/images.ts';
import { openItemRows } from './rows/item-rows.ts';
import { openTransactionTokens } from './rows/transaction-tokens.ts';
import { openTableRegistry } from './schema/table-registry.ts';
import { openStreamLog, type StreamLog } from './streams/stream-log.ts';

export interface EngineOptions {
  readonly account: string;
  readonly region: string;
  readonly store: Store;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly onPolicy: OnPolicy;
  readonly onWritten: Engine['onWritten'];
}

export interface OpenEngine {
  readonly engine: Engine;
  readonly streams: StreamLog;
  /** Ends what goes on in the background. */
  stop(): void;
}

/** Takes up what is in the store: tables, and work on them that was not done when the process ended. */
export function openEngine({ store, ...options }: EngineOptions): OpenEngine {
  const { region, now } = options;
  const background = createBackground();
  const tables = openTableRegistry(store);
  const rows = openItemRows(store);
  const clearings = openClearings(store, rows, () => background.start(() => clearings.next()));
  const images = openImages(store);
  const changes = openChangeLog(store, images);
  const streams = openStreamLog(store, images, region, now);
  const engine: Engine = {
    ...{ ...options, tables, rows, images, clearings, newUuid: randomUUID },
    backups: openBackupRegistry(store),
    changes,
    forgetChanges: (id) => background.start(createForgetting(tables, changes, id, now)),
    tokens: openTransactionTokens(store),
    lock: createTransactionLock(),
    backfill: (table, index) => background.start(createBackfill(tables, rows, table, index)),
    atomically(work) {
      try {
        return store.atomically(work);
      } catch (error) {
        rows.forgetRecent();
        throw error;
      }
    },
    prepareChange: streams.prepare,
    onChange: streams.append,
  };
  announcePolicies(engine);
  background.start(() => clearings.next());
  for (const id of changes.tables()) engine.forgetChanges(id);
  for (const { name, indexes } of tables.all())
    for (const index of indexes) if (!index.complete) engine.backfill(name, index.name);
  return { engine, streams, stop: background.stop };
}

/** What the disk does not take is tried again after this long. */
const RETRY_MS = 1000;

/** Long work, a step a turn of the event loop, so that calls are answered in between. */
function createBackground() {
  let stopped = false;
  const run = (step: () => boolean) => {
    if (stopped) return;
    try {
      if (step()) setImmediate(run, step);
    } catch {
      setTimeout(run, RETRY_MS, step).unref();
    }
  };
  return {
    start: run,
    stop() {
      stopped = true;
    },
  };
}
