import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { failedWith, outputText, returned } from './outcome.ts';

/** A string whose JSON text is that many bytes. */
const ofBytes = (bytes: number): string => 'é'.repeat((bytes - 2) / 2);

describe('an output', () => {
  it('of 262,144 bytes passes, and of two more is refused, counted in bytes and not in characters', async () => {
    expect((await returned(ofBytes(262_144))).kind).toBe('succeeded');
    expect(await returned(ofBytes(262_146))).toMatchObject({
      kind: 'failed',
      error: 'CallbackRelay.OutputTooLarge',
      cause: expect.stringContaining('262146 bytes'),
    });
    expect((await returned('a'.repeat(262_143))).kind).toBe('failed');
  });

  it.each([[null], [0], [''], [false], [[]], [{}]])('%j passes', async (output) => {
    expect(await returned(output)).toEqual({ kind: 'succeeded', output: JSON.stringify(output) });
  });

  const circle: Record<string, unknown> = {};
  circle.self = circle;
  it.each([
    ['undefined', undefined],
    ['a function', () => 1],
    ['a BigInt', 1n],
    ['a circle', circle],
  ])('that is %s is refused with a clear error', async (_, output) => {
    expect(await returned(output)).toMatchObject({ kind: 'failed', error: 'CallbackRelay.ContractBroken' });
  });

  it.each([
    ['output', undefined, 'output: JSON cannot carry undefined (return null for no output)'],
    ['output.items.1', { items: [1, undefined] }, 'output.items.1: JSON cannot carry undefined'],
    ['output.at', { at: Number.NaN }, 'output.at: JSON cannot carry NaN'],
    ['output.by', { by: new Map([[1, 2]]) }, 'output.by: JSON cannot carry Map'],
    ['output.run', { run: () => 1 }, 'output.run: JSON cannot carry function'],
  ])('is refused at %s, which JSON would drop or change', async (_, output, words) => {
    expect(await returned(output)).toMatchObject({ cause: expect.stringContaining(words) });
  });

  it('may be of classes with data, and of what has a form of its own for JSON', async () => {
    class Even {
      even = true;
    }
    expect(await returned(new Even())).toEqual({ kind: 'succeeded', output: '{"even":true}' });
    expect(await returned({ at: new Date(0) })).toMatchObject({
      output: '{"at":"1970-01-01T00:00:00.000Z"}',
    });
  });

  it('is held to a schema before it is published, and published as the schema has it', async () => {
    const schema = z.object({ id: z.string(), tries: z._default(z.number(), 1) });
    expect(await returned({ id: 'a', secret: 'x' }, schema)).toEqual({
      kind: 'succeeded',
      output: '{"id":"a","tries":1}',
    });
    expect(await returned({ id: 7 }, schema)).toMatchObject({
      error: 'CallbackRelay.OutputRejected',
      cause: expect.stringContaining('id: Invalid input: expected string, received number'),
    });
  });

  it('keeps lone surrogates and __proto__ keys as JSON does', () => {
    expect(outputText('\uD800')).toBe('"\\ud800"');
    expect(outputText(JSON.parse('{"__proto__":1}'))).toBe('{"__proto__":1}');
  });
});

describe('a failure', () => {
  it('within the limits is kept as it is', () => {
    const failure = { error: 'e'.repeat(256), cause: 'c'.repeat(32_768) };
    expect(failedWith(failure)).toEqual({ kind: 'failed', ...failure });
  });

  it('over the limits is truncated with a mark, and not inside a character', () => {
    const long = failedWith({ error: '😀'.repeat(200), cause: 'c'.repeat(32_769) });
    expect(long).toMatchObject({ error: expect.stringMatching(/…\[truncated\]$/) });
    if (long.kind !== 'failed') throw new Error('expected a failure');
    expect(long.error.length).toBeLessThanOrEqual(256);
    expect(long.error.isWellFormed()).toBe(true);
    expect(long.cause).toHaveLength(32_768);
  });
});
