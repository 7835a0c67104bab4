import fc from 'fast-check';
import { expect, test } from 'vitest';
import { arnPattern, textPattern } from './text-pattern.ts';

test('a text without wildcards matches itself and nothing else', () => {
  const plain = fc.string().filter((text) => !/[*?]/.test(text));
  fc.assert(
    fc.property(plain, plain, (pattern, text) => {
      expect(textPattern(pattern)(pattern)).toBe(true);
      expect(textPattern(pattern)(text)).toBe(pattern === text);
    }),
  );
});

test('? stands for one character and * for any number of them', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'grapheme-ascii', maxLength: 4 })), (parts) => {
      const literal = parts.map((part) => part.replace(/[*?]/g, '')).join('');
      expect(textPattern([...literal].map(() => '?').join(''))(literal)).toBe(true);
      expect(textPattern(`${[...literal].map(() => '?').join('')}?`)(literal)).toBe(false);
      expect(textPattern(`*${literal}*`)(`before${literal}after`)).toBe(true);
    }),
  );
});

test('an ARN pattern of wildcards in each part matches every ARN, and only ARNs', () => {
  const part = fc.stringMatching(/^[a-z0-9-]{0,5}$/);
  const parts = fc.tuple(part, part, part, part, part, part, fc.array(part, { maxLength: 2 }));
  fc.assert(
    fc.property(parts, ([first, second, third, fourth, fifth, sixth, more]) => {
      const arn = [first, second, third, fourth, fifth, sixth, ...more].join(':');
      expect(arnPattern('*:*:*:*:*:*')(arn)).toBe(true);
      expect(arnPattern(arn)(arn)).toBe(true);
      expect(arnPattern('*:*:*:*:*:*')([first, second, third].join(':'))).toBe(false);
    }),
  );
});

test('any number of wildcards match as one after the other does', () => {
  const symbol = fc.constantFrom('a', 'b', '*', '?', '.', '\u{1f600}');
  const matches = ([head, ...rest]: readonly string[], text: readonly string[]): boolean => {
    if (head === undefined) return text.length === 0;
    if (head === '*')
      return matches(rest, text) || (text.length > 0 && matches([head, ...rest], text.slice(1)));
    return (head === '?' ? text.length > 0 : text[0] === head) && matches(rest, text.slice(1));
  };
  const letters = fc.array(fc.constantFrom('a', 'b', '.', '\u{1f600}'), { maxLength: 8 });
  fc.assert(
    fc.property(fc.array(symbol, { maxLength: 8 }), letters, (pattern, text) => {
      expect(textPattern(pattern.join(''))(text.join(''))).toBe(matches(pattern, text));
    }),
    { numRuns: 2_000 },
  );
});

test('many wildcards before what is not there are no work', () => {
  const pattern = `${'*a'.repeat(200)}*b`;
  expect(textPattern(pattern)('a'.repeat(2_000))).toBe(false);
  expect(textPattern(pattern, { ignoreCase: true })(`${'A'.repeat(2_000)}b`)).toBe(true);
  const arn = `arn:aws:sqs:us-east-1:000000000000:${'a'.repeat(2_000)}`;
  expect(arnPattern(`arn:aws:sqs:*:*:${pattern}`)(arn)).toBe(false);
});
