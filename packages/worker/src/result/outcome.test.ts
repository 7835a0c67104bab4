import { describe, expect, it } from 'vitest';
import { failedWith, outputText, returned } from './outcome.ts';

/** A string whose JSON text is that many bytes. */
const ofBytes = (bytes: number): string => 'é'.repeat((bytes - 2) / 2);

describe('an output', () => {
  it('of 262,144 bytes passes, and of two more is refused, counted in bytes and not in characters', () => {
    expect(returned(ofBytes(262_144)).kind).toBe('succeeded');
    expect(returned(ofBytes(262_146))).toMatchObject({
      kind: 'failed',
      error: 'CallbackRelay.OutputTooLarge',
      cause: expect.stringContaining('262146 bytes'),
    });
    expect(returned('a'.repeat(262_143)).kind).toBe('failed');
  });

  it.each([[null], [0], [''], [false], [[]], [{}]])('%j passes', (output) => {
    expect(returned(output)).toEqual({ kind: 'succeeded', output: JSON.stringify(output) });
  });

  const circle: Record<string, unknown> = {};
  circle.self = circle;
  it.each([
    ['undefined', undefined],
    ['a function', () => 1],
    ['a BigInt', 1n],
    ['a circle', circle],
  ])('that is %s is refused with a clear error', (_, output) => {
    expect(returned(output)).toMatchObject({ kind: 'failed', error: 'CallbackRelay.ContractBroken' });
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

  it('over the limits is cut with a mark, and not inside a character', () => {
    const cut = failedWith({ error: '😀'.repeat(200), cause: 'c'.repeat(32_769) });
    expect(cut).toMatchObject({ error: expect.stringMatching(/…\[truncated\]$/) });
    if (cut.kind !== 'failed') throw new Error('expected a failure');
    expect(cut.error.length).toBeLessThanOrEqual(256);
    expect(cut.error.isWellFormed()).toBe(true);
    expect(cut.cause).toHaveLength(32_768);
  });
});
