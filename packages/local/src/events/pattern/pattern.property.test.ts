import fc from 'fast-check';
import { expect, test } from 'vitest';
import { AwsError } from '../../foundation/aws-error.ts';
import type { JsonObject } from '../json.ts';
import { compileEventPattern } from './event-pattern.ts';
import { wildcard } from './wildcard.ts';

const letters = (max: number) => fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: max });

test('a wildcard matches what the regular expression of the same meaning matches', () => {
  const pieces = fc.array(letters(3), { minLength: 1, maxLength: 5 });
  fc.assert(
    fc.property(pieces, letters(12), (given, text) => {
      // Empty pieces in the middle would be consecutive wildcards.
      const parts = given.filter((piece, index) => piece !== '' || index === 0 || index === given.length - 1);
      const pattern = parts.join('*').replace(/\*\*+/g, '*');
      const expected = new RegExp(`^${pattern.replaceAll('*', '.*')}$`).test(text);
      expect(wildcard(pattern)(text)).toBe(expected);
    }),
  );
});

test('a pattern made of an event matches it, and no longer when one of its values is another', () => {
  const leaf = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null));
  const key = fc.stringMatching(/^[a-z]{1,6}$/);
  fc.assert(
    fc.property(fc.dictionary(key, leaf, { minKeys: 1, maxKeys: 5 }), (detail) => {
      const pattern = Object.fromEntries(Object.entries(detail).map(([name, value]) => [name, [value]]));
      const matches = compileEventPattern(JSON.stringify({ detail: pattern }));
      expect(matches({ detail })).toBe(true);
      const [name = ''] = Object.keys(detail);
      expect(matches({ detail: { ...detail, [name]: `not ${String(detail[name])}` } })).toBe(false);
    }),
  );
});

test('any JSON is either a pattern or refused by EventBridge, and matching never throws', () => {
  fc.assert(
    fc.property(fc.json(), fc.dictionary(fc.string(), fc.jsonValue()), (text, event) => {
      try {
        expect(typeof compileEventPattern(text)(event as JsonObject)).toBe('boolean');
      } catch (error) {
        expect(error).toBeInstanceOf(AwsError);
      }
    }),
  );
});
