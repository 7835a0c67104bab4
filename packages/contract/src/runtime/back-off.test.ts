import { expect, it } from 'vitest';
import { backOff } from './back-off.ts';

it('doubles with every try up to the longest, its upper half at random', () => {
  const waits = (random: number) =>
    [1, 2, 4, 500].map((attempt) => backOff(attempt, { first: 50, longest: 300 }, () => random));
  expect(waits(0)).toEqual([25, 50, 150, 150]);
  expect(waits(1)).toEqual([50, 100, 300, 300]);
});

it('waits as after the first try where the number of tries is not known', () => {
  expect(backOff(0, { first: 2, longest: 900 }, () => 1)).toBe(2);
});
