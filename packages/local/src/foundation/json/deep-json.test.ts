import fc from 'fast-check';
import { expect, test } from 'vitest';
import { measureJson, stringifyJson } from './deep-json.ts';

const lists = (levels: number): unknown => JSON.parse(`${'['.repeat(levels)}${']'.repeat(levels)}`);
const within = (levels: number, value: unknown): unknown => {
  let outer = value;
  for (let level = 0; level < levels; level += 1) outer = level % 2 === 0 ? [outer] : { '"': outer };
  return outer;
};

test('a value deep inside is written as JSON.stringify writes it', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(stringifyJson(within(150, value))).toBe(JSON.stringify(within(150, value)));
    }),
  );
});

test.each([
  ['what JSON has no word for', [undefined, () => 1, Symbol('s'), { a: undefined, b: Number.NaN, c: 1 }]],
  ['objects with a text of their own', [new Date(0), { toJSON: () => ({ own: [1] }) }]],
  ['objects of JavaScript', [new Map([[1, 2]]), Object('text'), Object(1), /a/]],
  ['holes', new Array(3)],
])('%s are written deep inside as JSON.stringify does', (_, value) => {
  expect(stringifyJson(within(150, value))).toBe(JSON.stringify(within(150, value)));
});

test('what is not an object has the same text, or none', () => {
  expect([1, 'a', null, undefined, () => 1].map(stringifyJson)).toEqual([
    '1',
    '"a"',
    'null',
    undefined,
    undefined,
  ]);
});

test('lists deeper than the stack are refused as JSON.stringify refuses them', () => {
  expect(stringifyJson(lists(9_000))).toHaveLength(18_000);
  expect(() => stringifyJson(lists(200_000))).toThrow(RangeError);
});

test('what holds itself is refused as JSON.stringify refuses it', () => {
  const circular: unknown[] = [];
  circular.push({ again: circular });
  expect(() => stringifyJson(circular)).toThrow('circular');
});

test('a value is measured no further than is asked for', () => {
  let looks = 0;
  const counted = () => ({
    get member() {
      looks += 1;
      return 'text';
    },
  });
  expect(measureJson(Array.from({ length: 1000 }, counted), 3_000).length).toBeGreaterThan(3_000);
  expect(looks).toBeLessThan(400);
  expect(measureJson([[1], 2], 100)).toEqual({ length: 7, levels: 3 });
});
