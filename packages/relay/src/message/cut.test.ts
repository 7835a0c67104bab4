import { describe, expect, it } from 'vitest';
import { cut } from './cut.ts';

describe('cut', () => {
  it('leaves what fits', () => {
    expect(cut('x'.repeat(256), 256)).toBe('x'.repeat(256));
  });

  it('cuts what does not, with a mark, to the limit', () => {
    expect(cut('x'.repeat(257), 256)).toBe(`${'x'.repeat(250)}…[cut]`);
  });

  it('never cuts through a surrogate pair, and mends what is none', () => {
    const text = cut(`x${'😀'.repeat(200)}`, 256);
    expect(text.isWellFormed()).toBe(true);
    expect(text.length).toBeLessThanOrEqual(256);
    expect(cut('\ud800', 256).isWellFormed()).toBe(true);
  });
});
