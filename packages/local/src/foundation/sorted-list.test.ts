import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createSortedList } from './sorted-list.ts';

const byValue = (left: number, right: number) => left - right;
const numbers = () => createSortedList(byValue);

test('values stay in order, whatever is added and removed', () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 40 }), { maxLength: 300 }), (steps) => {
      const list = numbers();
      const held = new Set<number>();
      for (const value of steps) {
        if (held.has(value)) list.remove(value);
        else list.add(value);
        if (!held.delete(value)) held.add(value);
        expect([list.size(), list.first()]).toEqual([held.size, [...held].sort(byValue)[0]]);
      }
      expect([...list.values()]).toEqual([...held].sort(byValue));
    }),
  );
});

test('what was yielded may be removed, or replaced by its equal, before the next one', () => {
  const list = createSortedList<{ readonly order: number; readonly name: string }>(
    (left, right) => left.order - right.order,
  );
  for (const order of [1, 2, 3, 4]) list.add({ order, name: 'first' });
  const seen: number[] = [];
  for (const value of list.values()) {
    seen.push(value.order);
    list.remove(value);
    if (value.order % 2 === 0) list.add({ ...value, name: 'second' });
  }
  expect(seen).toEqual([1, 2, 3, 4]);
  expect([...list.values()].map(({ order, name }) => `${order} ${name}`)).toEqual(['2 second', '4 second']);
});

test('what is not in the list is not removed from it', () => {
  const list = numbers();
  list.add(1);
  list.remove(2);
  expect([...list.values()]).toEqual([1]);
});
