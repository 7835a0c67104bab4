import { expect, it } from 'vitest';
import { truncate } from './truncate.ts';

it('leaves what fits', () => {
  expect(truncate('x'.repeat(256), 256)).toBe('x'.repeat(256));
});

it('shortens what does not fit to the limit, with a mark', () => {
  expect(truncate('x'.repeat(257), 256)).toBe(`${'x'.repeat(244)}…[truncated]`);
  expect(truncate('long', 3)).toHaveLength(3);
});

it('never ends inside a surrogate pair, and replaces half of one', () => {
  const text = truncate(`x${'😀'.repeat(200)}`, 256);
  expect(text.isWellFormed()).toBe(true);
  expect(text.length).toBeLessThanOrEqual(256);
  expect(truncate('\ud800', 256)).toBe('\ufffd');
});
