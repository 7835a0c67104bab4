import { type Store, withChecksum } from '../foundation/data/store.ts';
import type { Delivery, DeliveryStore } from './delivery.ts';

/** Keeps deliveries in the runtime's store, so that they outlive the process, also one that is killed. */
export function createStoredDeliveries(store: Store): DeliveryStore {
  store.define(`
    CREATE TABLE IF NOT EXISTS deliveries (
      id TEXT PRIMARY KEY, delivery TEXT NOT NULL, checksum INTEGER NOT NULL CHECK (checksum = checksum_of(id, delivery))
    )
  `);
  const all = store.prepare('SELECT delivery FROM deliveries ORDER BY rowid');
  const put = store.prepare(
    `INSERT INTO deliveries VALUES (?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET delivery = excluded.delivery, checksum = excluded.checksum`,
  );
  const remove = store.prepare('DELETE FROM deliveries WHERE id = ?');
  return {
    // The row's checksum tells that it is what `put` wrote.
    all: () => all.all().map((row): Delivery => JSON.parse(String(row.delivery))),
    put: (delivery) =>
      void store.write(() => put.run(...withChecksum(delivery.id, JSON.stringify(delivery)))),
    remove: (id) => void store.write(() => remove.run(id)),
    // The store is shared.
    close: () => {},
  };
}
