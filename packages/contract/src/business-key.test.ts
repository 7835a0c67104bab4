import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeBusinessKey } from './business-key.ts';
import { businessKeySchema } from './correlation-id.ts';

describe('a business key', () => {
  it.each([
    ['order-1234/payment', 'order-1234/payment'],
    ['arn:aws:ecs:eu-west-1:1:task/a', 'arn~3Aaws~3Aecs~3Aeu-west-1~3A1~3Atask/a'],
    ['a#b c', 'a~23b~20c'],
    ['ü€', '~C3~BC~E2~82~AC'],
    ['~home', '~home'],
    ['a~3Ab', 'a~7E3Ab'],
  ])('of %s is %s', (text, key) => {
    expect(encodeBusinessKey(text)).toBe(key);
  });

  it.each([
    ['empty', '', /the key is empty/],
    ['300 characters', 'x'.repeat(300), /300 of at most 200 characters/],
    ['100 characters that need three each', ':'.repeat(100), /300 of at most 200/],
    ['half a surrogate pair', '\ud800', /not well-formed/],
  ])('is refused: %s', (_, text, message) => {
    expect(() => encodeBusinessKey(text)).toThrow(message);
  });

  it('is of the alphabet, and no two texts have the same', () => {
    const short = fc.string({ unit: fc.constantFrom(...'a3A~:7E ü'), minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(short, short, (one, other) => {
        expect(businessKeySchema.safeParse(encodeBusinessKey(one)).success).toBe(true);
        expect(encodeBusinessKey(one) === encodeBusinessKey(other)).toBe(one === other);
      }),
      { numRuns: 2_000 },
    );
  });
});
