import { expect, onTestFinished, test } from 'vitest';
import { openStore, type Store } from '../../foundation/data/store.ts';
import { openItemRows } from './item-rows.ts';

const key = Buffer.from('k');

/** What SQLite finds when a store is opened; while it is in use, rows are not checked. */
function faultOf(store: Store): unknown {
  const setChecks = (ignored: 0 | 1) => store.prepare(`PRAGMA ignore_check_constraints = ${ignored}`).run();
  setChecks(0);
  const found = store.prepare('PRAGMA integrity_check').get()?.integrity_check;
  setChecks(1);
  return found;
}

test('a copy has the rows with their checksums', () => {
  const store = openStore();
  onTestFinished(store.close);
  const rows = openItemRows(store);
  rows.put(1, key, { id: { S: 'k' } });
  expect(rows.copySome(1, 2, Buffer.alloc(0))).toEqual(new Uint8Array(key));
  expect(rows.copySome(1, 2, key)).toBeUndefined();
  expect(rows.get(2, key)).toEqual({ id: { S: 'k' } });
  expect(rows.bytes(2)).toBe('{"id":{"S":"k"}}'.length);
  expect(faultOf(store)).toBe('ok');
  store.prepare('UPDATE table_items SET checksum = 0 WHERE table_id = 2').run();
  expect(faultOf(store)).toMatch('CHECK constraint failed');
});
