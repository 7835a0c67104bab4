import { expect, onTestFinished, test } from 'vitest';
import { openStore } from '../../foundation/data/store.ts';
import { openItemRows } from './item-rows.ts';

const key = Buffer.from('k');

test('a copy has the rows with their checksums, and checks what is written after it', () => {
  const store = openStore();
  onTestFinished(store.close);
  const rows = openItemRows(store);
  rows.put(1, key, { id: { S: 'k' } });
  expect(rows.copySome(1, 2, Buffer.alloc(0))).toEqual(new Uint8Array(key));
  expect(rows.copySome(1, 2, key)).toBeUndefined();
  expect(rows.get(2, key)).toEqual({ id: { S: 'k' } });
  expect(rows.bytes(2)).toBe('{"id":{"S":"k"}}'.length);
  expect(store.prepare('PRAGMA integrity_check').all()).toEqual([{ integrity_check: 'ok' }]);
  const damaged = store.prepare("INSERT INTO table_items VALUES (3, ?, '{}', 0)");
  expect(() => store.write(() => damaged.run(key))).toThrow('CHECK constraint failed');
});
