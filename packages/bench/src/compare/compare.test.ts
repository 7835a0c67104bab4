import { expect, test } from 'vitest';
import { compare } from './compare.ts';

const round = (ours: number, direct: number, more: object[] = []) => [
  { name: 'a', unit: 'ms', ours, others: { direct } },
  ...(more as never[]),
];

test('figures that both have are set side by side by their medians, and what stands beside them too', () => {
  const only = [{ name: 'new', unit: 'ms', ours: 1, others: {} }];
  expect(
    compare([round(1, 9), round(3, 9, only), round(2, 9)], [round(4, 3), round(4, 3), round(9, 3)]),
  ).toEqual([
    { name: 'a', unit: 'ms', here: 2, there: 4, ratio: 0.5, rounds: 3 },
    { name: 'a/direct', unit: 'ms', here: 9, there: 3, ratio: 3, rounds: 3 },
  ]);
});
