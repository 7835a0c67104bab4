import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson, fingerprintOf, parseExactJson as parse, stringifyJson } from './exact-json.ts';

const parseExactJson = (text: string) => parse(text).value;
const through = (text: string) => stringifyJson(parseExactJson(text));

describe('exact JSON', () => {
  it.each([
    '9007199254740993',
    '-123456789012345678901234567890',
    '0.1234567890123456789',
    '1e999',
    '{"id":[12345678901234567890]}',
  ])('keeps %s digit by digit', (text) => {
    expect(through(text)).toBe(text);
  });

  it('keeps null, false, zero and empty values', () => {
    for (const text of ['null', 'false', '0', '""', '[]', '{}']) expect(through(text)).toBe(text);
  });

  it('keeps a member that is called __proto__, and changes no prototype', () => {
    const parsed = parseExactJson('{"__proto__":{"polluted":true}}');
    expect(stringifyJson(parsed)).toBe('{"__proto__":{"polluted":true}}');
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    expect(canonicalJson(parsed)).toBe('{"__proto__":{"polluted":true}}');
  });

  it('writes lone surrogates as escapes', () => {
    expect(through('"\\ud800"')).toBe('"\\ud800"');
    expect(stringifyJson('\ud800').isWellFormed()).toBe(true);
  });

  it('finds what is too deep, brackets in strings not counted', () => {
    const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);
    expect([514, 515, 500_000].map((depth) => parse(nested(depth)).isTooDeep)).toEqual([false, true, true]);
    expect(parse(JSON.stringify('[{"\\'.repeat(2_000))).isTooDeep).toBe(false);
    expect(through(nested(514))).toBe(nested(514));
  });

  it('never repeats a piece of the text in its error', () => {
    expect(() => parseExactJson('{"taskToken": SECRET}')).toThrow(/^the text is not JSON$/);
  });

  it('gives back any JSON value unchanged', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), (value) => {
        const text = JSON.stringify(value);
        expect(JSON.parse(through(text))).toEqual(JSON.parse(text));
      }),
    );
  });
});

describe('fingerprint', () => {
  const of = (text: string) => fingerprintOf(parseExactJson(text));

  it('is the same whatever the order of members and the spelling of numbers', () => {
    expect(of('{"a":1,"b":[2.0]}')).toBe(of('{ "b":[2], "a":1.00 }'));
  });

  it('distinguishes what a double takes for the same', () => {
    expect(of('9007199254740992')).not.toBe(of('9007199254740993'));
    expect(of('[1]')).not.toBe(of('["1"]'));
    expect(of('[1,2]')).not.toBe(of('[2,1]'));
  });
});
