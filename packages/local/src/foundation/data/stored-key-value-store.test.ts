import { expect, onTestFinished, test } from 'vitest';
import { openStore } from './store.ts';
import { createStoredKeyValueStore } from './stored-key-value-store.ts';

function open() {
  const store = openStore();
  onTestFinished(store.close);
  const orders = () => createStoredKeyValueStore(store).collection<number>('orders');
  return { orders, others: () => createStoredKeyValueStore(store).collection<number>('others') };
}

test('what was put and not removed is there after a restart, in the order of first putting', () => {
  const { orders } = open();
  const before = orders();
  for (const [key, value] of [
    ['c', 1],
    ['a', 2],
    ['b', 3],
  ] as const)
    before.put(key, value);
  before.remove('a');
  before.put('c', 4);
  before.put('a', 5);
  const left = [
    ['c', 4],
    ['b', 3],
    ['a', 5],
  ];
  expect([...before.entries()]).toEqual(left);
  const after = orders();
  expect([...after.entries()]).toEqual(left);
  after.put('d', 6);
  after.remove('c');
  expect([...orders().entries()]).toEqual([
    ['b', 3],
    ['a', 5],
    ['d', 6],
  ]);
});

test('collections of one name are the same, and others are apart', () => {
  const { orders, others } = open();
  orders().put('a', 1);
  others().put('a', 2);
  others().remove('none');
  expect([...orders().entries()]).toEqual([['a', 1]]);
  expect([...others().entries()]).toEqual([['a', 2]]);
});
