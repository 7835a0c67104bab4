import fc from 'fast-check';
import { describe, expect, expectTypeOf, it } from 'vitest';
import { isDeeperThan, isJsonValue, type JsonValue, jsonValueSchema, utf8Bytes } from './json.ts';
import { limits } from './limits.ts';

const nested = (depth: number): unknown => JSON.parse(`${'['.repeat(depth)}${']'.repeat(depth)}`);

describe('utf8Bytes', () => {
  it.each([
    ['', 0],
    ['a', 1],
    ['ü', 2],
    ['€', 3],
    ['😀', 4],
    // A lone surrogate is sent as U+FFFD.
    ['\ud800', 3],
  ])('counts %j as %i bytes', (text, bytes) => {
    expect(utf8Bytes(text)).toBe(bytes);
  });

  it('agrees with what is sent, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(utf8Bytes(text)).toBe(Buffer.from(text, 'utf8').byteLength);
      }),
    );
  });

  it('counts the escape of a lone surrogate in JSON text, not the surrogate', () => {
    expect(utf8Bytes(JSON.stringify('\ud800'))).toBe('"\\ud800"'.length);
  });
});

describe('isDeeperThan', () => {
  it('counts each array and each object as one level', () => {
    expect(isDeeperThan('text', 0)).toBe(false);
    expect(isDeeperThan([], 0)).toBe(true);
    expect(isDeeperThan({ a: [] }, 1)).toBe(true);
    expect(isDeeperThan({ a: [] }, 2)).toBe(false);
  });

  it('checks 100,000 levels without running out of stack', () => {
    expect(isDeeperThan(nested(100_000), limits.jsonDepth)).toBe(true);
  });

  it('ends on a value that holds itself twice', () => {
    const knot: Record<string, unknown> = {};
    knot.left = knot;
    knot.right = knot;
    expect(isDeeperThan(knot, limits.jsonDepth)).toBe(true);
  });

  it('agrees with a recursive count', () => {
    const depthOf = (value: unknown): number =>
      typeof value === 'object' && value !== null
        ? 1 + Math.max(0, ...Object.values(value).map((item) => depthOf(item)))
        : 0;
    fc.assert(
      fc.property(fc.jsonValue(), fc.nat(6), (value, depth) => {
        expect(isDeeperThan(value, depth)).toBe(depthOf(value) > depth);
      }),
    );
  });
});

describe('isJsonValue', () => {
  it('accepts whatever JSON.parse gives back for what JSON.stringify wrote', () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => isJsonValue(value)));
  });

  it.each([
    ['undefined', undefined],
    ['a function', () => 1],
    ['a symbol', Symbol('s')],
    ['a BigInt', 1n],
    ['NaN', Number.NaN],
    ['1e999, which is parsed as infinity', JSON.parse('1e999')],
    ['a Date', new Date(0)],
    ['a Map', new Map()],
    ['a hole in an array', [undefined]],
    ['a BigInt within', { a: [{ b: 1n }] }],
  ])('refuses %s', (_, value) => {
    expect(isJsonValue(value)).toBe(false);
  });

  it('takes an undefined member as left out, as JSON.stringify does', () => {
    expect(isJsonValue({ a: undefined })).toBe(true);
  });
});

describe('jsonValueSchema', () => {
  it.each(['null', '0', '""', 'false', '[]', '{}', '9007199254740993', '"\\ud800"'])('accepts %s', (text) => {
    expect(jsonValueSchema.safeParse(JSON.parse(text)).success).toBe(true);
  });

  it('passes on a __proto__ key as the data that it is', () => {
    const value: unknown = JSON.parse('{"__proto__": {"admin": true}}');
    const parsed = jsonValueSchema.parse(value);
    expect(JSON.stringify(parsed)).toBe('{"__proto__":{"admin":true}}');
    expect(({} as Record<string, unknown>).admin).toBeUndefined();
  });

  it('accepts the depth of the limit and refuses one more', () => {
    expect(jsonValueSchema.safeParse(nested(limits.jsonDepth)).success).toBe(true);
    expect(jsonValueSchema.safeParse(nested(limits.jsonDepth + 1)).success).toBe(false);
  });

  it('is typed as JSON', () => {
    expectTypeOf(jsonValueSchema.parse(null)).toEqualTypeOf<JsonValue>();
    expectTypeOf<{ a: [1, null] }>().toExtend<JsonValue>();
    expectTypeOf<Date>().not.toExtend<JsonValue>();
    expectTypeOf<undefined>().not.toExtend<JsonValue>();
  });
});
