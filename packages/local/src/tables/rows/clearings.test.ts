import { expect, onTestFinished, test } from 'vitest';
import { openStore } from '../../foundation/data/store.ts';
import { openClearings } from './clearings.ts';
import { openItemRows } from './item-rows.ts';

function openRows() {
  const store = openStore();
  onTestFinished(store.close);
  const rows = openItemRows(store);
  const open = () => openClearings(store, rows, () => {});
  rows.put(1, Buffer.from('k'), { id: { S: 'k' } });
  return { rows, open };
}

test('items that are being put together are left alone until it ends, and removed then', () => {
  const { rows, open } = openRows();
  const clearings = open();
  const items = clearings.addUnlessKept(1);
  expect(clearings.next()).toBe(false);
  expect(rows.count(1)).toBe(1);
  items.end();
  expect(clearings.next()).toBe(true);
  expect(rows.count(1)).toBe(0);
});

test('items that were being put together when the process ended are removed at the next start', () => {
  const { rows, open } = openRows();
  open().addUnlessKept(1);
  const clearings = open();
  while (clearings.next());
  expect(rows.count(1)).toBe(0);
});

test('items that are kept stay', () => {
  const { rows, open } = openRows();
  const items = open().addUnlessKept(1);
  items.keep();
  items.end();
  const clearings = open();
  while (clearings.next());
  expect(rows.count(1)).toBe(1);
});
