import { DatabaseSync } from 'node:sqlite';
import type { Delivery, DeliveryStore } from './delivery.ts';

/** Of the table below and of {@link Delivery}; to be raised when either changes. */
const FORMAT = 1;

/**
 * Keeps deliveries in a file, so that they outlive the process, also one that is killed.
 * @throws Error naming the file where it can't be opened or has another version's format
 */
export function openSqliteDeliveryStore(file: string): DeliveryStore {
  const database = openDatabase(file);
  const all = database.prepare('SELECT delivery FROM deliveries ORDER BY rowid');
  const put = database.prepare(
    'INSERT INTO deliveries (id, delivery) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET delivery = excluded.delivery',
  );
  const remove = database.prepare('DELETE FROM deliveries WHERE id = ?');
  return {
    all: () => all.all().map((row) => JSON.parse(String(row.delivery)) as Delivery),
    put: (delivery) => void put.run(delivery.id, JSON.stringify(delivery)),
    remove: (id) => void remove.run(id),
    close: () => database.close(),
  };
}

function openDatabase(file: string): DatabaseSync {
  try {
    const database = new DatabaseSync(file);
    requireFormat(database);
    // A killed process loses nothing that was written; only a crash of the machine may.
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL');
    database.exec('CREATE TABLE IF NOT EXISTS deliveries (id TEXT PRIMARY KEY, delivery TEXT NOT NULL)');
    database.exec(`PRAGMA user_version = ${FORMAT}`);
    return database;
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    throw new Error(`The undelivered events in ${file} can't be opened: ${problem}`, { cause: error });
  }
}

/** A new file has the version 0. */
function requireFormat(database: DatabaseSync): void {
  const version = Number(database.prepare('PRAGMA user_version').get()?.user_version);
  if (version === 0 || version === FORMAT) return;
  database.close();
  throw new Error(
    `its format is ${version}, and this version reads ${FORMAT}; remove it or use another data folder`,
  );
}
