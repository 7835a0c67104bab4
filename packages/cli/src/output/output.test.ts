import { describe, expect, it } from 'vitest';
import { fromNow, readSpan, spanOf } from './duration.ts';
import { painter, plain } from './paint.ts';
import { table } from './table.ts';

describe('spans of time', () => {
  it.each([
    [0, '0s'],
    [999, '0s'],
    [59_000, '59s'],
    [60_000, '1m'],
    [3_725_000, '1h 2m'],
    [90_000_000, '1d 1h'],
  ])('%i ms are %s', (milliseconds, text) => {
    expect(spanOf(milliseconds)).toBe(text);
  });

  it('are in the past or to come', () => {
    expect([
      fromNow('1970-01-01T00:01:00Z', 0),
      fromNow('1970-01-01T00:00:00Z', 60_000),
      fromNow(undefined, 0),
    ]).toEqual(['in 1m', '1m ago', '']);
  });

  it.each([
    ['90s', 90_000],
    ['2h', 7_200_000],
    ['1.5h', undefined],
    ['h', undefined],
    ['-1s', undefined],
  ])('%s is read', (text, milliseconds) => {
    expect(readSpan(text)).toBe(milliseconds);
  });
});

describe('a table', () => {
  const columns = [
    { title: 'id', value: ({ id }: { id: string; worker?: string }) => id },
    { title: 'worker', value: ({ worker }: { id: string; worker?: string }) => worker, shrinks: true },
  ];
  const paint = painter(false);

  it('has columns as wide as their longest text, and empty cells', () => {
    expect(table([{ id: 'a', worker: 'payments' }, { id: 'long' }], columns, { columns: 80, paint })).toBe(
      'ID    WORKER\na     payments\nlong\n',
    );
  });

  it('shortens what may be shortened where the terminal is narrow, and never an ID', () => {
    const text = table([{ id: 'orders:123456789', worker: 'a-very-long-worker-name' }], columns, {
      columns: 30,
      paint,
    });
    expect(text).toContain('orders:123456789  a-very-long…');
  });

  it('shows texts of others without what acts on a terminal', () => {
    expect(plain('\u001b[2Jgone\u202e\nnext')).toBe('�[2Jgone� next');
    expect(table([{ id: '\u001b]0;title\u0007' }], columns, { columns: 80, paint })).not.toContain('\u001b');
  });

  it('is coloured only where that is wanted', () => {
    expect(painter(true)('red', 'x')).toBe('\u001b[31mx\u001b[0m');
    expect(painter(false)('red', 'x')).toBe('x');
  });
});
