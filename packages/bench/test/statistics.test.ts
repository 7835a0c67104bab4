import { expect, it } from 'vitest';
import { interleaved, median, quantile, spread } from '../src/statistics.ts';

it('a quantile lies between its neighbours in proportion', () => {
  expect(quantile([40, 10, 30, 20], 0.5)).toBe(25);
  expect(quantile([40, 10, 30, 20], 0)).toBe(10);
  expect(quantile([40, 10, 30, 20], 1)).toBe(40);
  expect(quantile([7], 0.99)).toBe(7);
});

it('one slow sample moves neither median nor spread', () => {
  const quick = [10, 11, 12, 13, 14];
  expect(median([...quick.slice(0, 4), 10_000])).toBe(12);
  expect(spread(quick)).toBe(2);
  expect(spread([...quick.slice(0, 4), 10_000])).toBe(2);
});

it('no samples are an error, not a zero', () => {
  expect(() => median([])).toThrow('no samples');
});

it('what is interleaved is measured in turns, and none goes first every time', async () => {
  const order: string[] = [];
  const samples = await interleaved(['a', 'b'], 3, async (name) => order.push(name));
  expect(order).toEqual(['a', 'b', 'b', 'a', 'a', 'b']);
  expect(samples).toEqual({ a: [1, 4, 5], b: [2, 3, 6] });
});
