import fc from 'fast-check';
import { expect, test } from 'vitest';
import { atOnce, counted } from '../steps.ts';
import { stringifyInSteps } from './stringify-in-steps.ts';

const textOf = (value: unknown) => atOnce(stringifyInSteps(value))?.toString();

test('the text is that of JSON.stringify', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 6 }), (value) => {
      expect(textOf(value)).toBe(JSON.stringify(value));
    }),
  );
});

test.each([
  { a: undefined, b: [undefined, () => 1], c: new Date(0) },
  { exact: (JSON as unknown as { rawJSON(text: string): unknown }).rawJSON('1.0') },
  Object.assign(Object.create(null), { __proto__: 1, a: [null] }),
])('values that are not plain JSON too', (value) => {
  expect(textOf(value)).toBe(JSON.stringify(value));
});

test('a list of many takes a step for each', () => {
  const { count } = atOnce(counted(stringifyInSteps({ Items: Array.from({ length: 5000 }, () => ({})) })));
  expect(count).toBeGreaterThanOrEqual(5000);
});

test('a long text is the same', () => {
  const value = { Items: Array.from({ length: 5000 }, (_, at) => ({ text: `${at} é 𝄞`.repeat(20) })) };
  expect(textOf(value)).toBe(JSON.stringify(value));
});
