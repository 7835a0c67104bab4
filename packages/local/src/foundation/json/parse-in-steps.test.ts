import fc from 'fast-check';
import { expect, test } from 'vitest';
import { atOnce, counted } from '../steps.ts';
import { parseInSteps } from './parse-in-steps.ts';

const parse = (text: string, pieceBytes: number) =>
  atOnce(parseInSteps(Buffer.from(text), { deepest: 256, pieceBytes }));

/** What `JSON.parse` makes of a text, or that it is none. */
function expected(text: string): unknown {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return 'not JSON';
  }
}

function read(text: string, pieceBytes: number): unknown {
  try {
    return { value: parse(text, pieceBytes) };
  } catch (error) {
    expect(error).toBeInstanceOf(SyntaxError);
    return 'not JSON';
  }
}

const pieces = fc.integer({ min: 0, max: 12 });

test('a text in pieces is what it is as a whole', () => {
  fc.assert(
    fc.property(fc.json({ maxDepth: 6 }), pieces, fc.constantFrom(undefined, 1), (json, size, indent) => {
      const text = JSON.stringify(JSON.parse(json), undefined, indent);
      expect(read(text, size)).toEqual(expected(text));
    }),
    { numRuns: 300 },
  );
});

test('a text that is not JSON as a whole is not in pieces either', () => {
  const signs = fc.constantFrom('[', ']', '{', '}', ',', ':', '"', '\\', ' ', '1', 'a', '\u00a0', '-');
  fc.assert(
    fc.property(
      fc.json({ maxDepth: 5 }),
      pieces,
      fc.nat(),
      fc.boolean(),
      signs,
      (json, size, at, more, sign) => {
        const cut = at % (json.length + 1);
        const text = json.slice(0, cut) + sign + json.slice(cut + (more ? 0 : 1));
        expect(read(text, size)).toEqual(expected(text));
      },
    ),
    { numRuns: 1000 },
  );
});

test.each([
  '[1,[2],3]',
  '[[1][2]]',
  '[[1],]',
  '[,[1]]',
  '[[1],,2]',
  '[1,2]]',
  '[1,2][3]',
  '{"a":{"b":1}"c":2}',
  '{"a":1,"a":{"b":[1,2]},"a":[3,4]}',
  '{"__proto__":{"a":[1,2]},"constructor":[1,{"b":2}]}',
  '[5[1,2],3]',
  '["[,]",{"a\\"]":[1,2]},"\\\\"]',
  '[1,{"a":2]]',
  ' [1, 2, [3, 4]] x',
])('%s, in the smallest pieces', (text) => {
  for (const size of [0, 1, 2, 4]) expect(read(text, size)).toEqual(expected(text));
});

test('a large text takes many steps', () => {
  const text = JSON.stringify(Array.from({ length: 100_000 }, (_, at) => ({ N: String(at) })));
  const { count } = atOnce(counted(parseInSteps(Buffer.from(text), { deepest: 256 })));
  expect(count).toBeGreaterThan(5);
});

test('what is nested too deep is refused, wherever it is', () => {
  const deep = '['.repeat(300) + ']'.repeat(300);
  for (const text of [deep, `[${'1,'.repeat(100_000)}${deep}]`])
    expect(() => atOnce(parseInSteps(Buffer.from(text), { deepest: 256 }))).toThrow(
      'nested deeper than 256 levels',
    );
});

test('more values than the caller takes are refused; commas in texts are none', () => {
  const read = (text: string) => atOnce(parseInSteps(Buffer.from(text), { deepest: 256, mostValues: 3 }));
  expect(read('[",,,,",2,3,4]')).toEqual([',,,,', 2, 3, 4]);
  expect(() => read('[1,2,[3,4],5]')).toThrow('of more than 3 values');
});
