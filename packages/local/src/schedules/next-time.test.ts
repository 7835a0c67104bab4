import { expect, test } from 'vitest';
import { nextTime } from './next-time.ts';

const at = (text: string) => Date.parse(`${text}Z`);
const base = { timeZone: 'UTC', createdAt: at('2026-01-01T00:00:00') };

function times(
  given: Partial<typeof base> & { expression: string; startAt?: number; endAt?: number },
): string[] {
  const next = nextTime({ ...base, ...given });
  const found: string[] = [];
  for (let after = base.createdAt - 1; found.length < 3; ) {
    const time = next?.(after);
    if (time === undefined) break;
    found.push(new Date(time).toISOString().slice(0, 16));
    after = time;
  }
  return found;
}

test('a rate begins at once, or with its start date, and ends with its end date', () => {
  const expression = 'rate(10 minutes)';
  expect(times({ expression })).toEqual(['2026-01-01T00:00', '2026-01-01T00:10', '2026-01-01T00:20']);
  const [startAt, endAt] = [at('2026-01-02T00:05:00'), at('2026-01-02T00:15:00')];
  expect(times({ expression, startAt, endAt })).toEqual(['2026-01-02T00:05', '2026-01-02T00:15']);
});

test('a time that comes once is read by the clocks of its time zone', () => {
  expect(times({ expression: 'at(2026-07-01T12:00:00)' })).toEqual(['2026-07-01T12:00']);
  expect(times({ expression: 'at(2026-07-01T12:00:00)', timeZone: 'Europe/Berlin' })).toEqual([
    '2026-07-01T10:00',
  ]);
});

test('a cron expression keeps to the hour when the clocks change, and leaves out one that they skip', () => {
  const zone = { createdAt: at('2026-03-28T00:00:00'), timeZone: 'Europe/Berlin' };
  const next = (expression: string, after: string) =>
    new Date(nextTime({ ...zone, expression })?.(at(after)) ?? 0).toISOString().slice(0, 16);
  expect(next('cron(0 9 * * ? *)', '2026-03-28T00:00:00')).toBe('2026-03-28T08:00');
  expect(next('cron(0 9 * * ? *)', '2026-03-28T08:00:00')).toBe('2026-03-29T07:00');
  expect(next('cron(30 2 * * ? *)', '2026-03-28T08:00:00')).toBe('2026-03-30T00:30');
});

test.each([
  ['every day', 'UTC'],
  ['at(2026-13-01T00:00:00)', 'UTC'],
  ['at(tomorrow)', 'UTC'],
  ['rate(0 minutes)', 'UTC'],
  ['rate(1 day)', 'Europe/Nowhere'],
])('%s in %s is none', (expression, timeZone) => {
  expect(nextTime({ ...base, expression, timeZone })).toBeUndefined();
});

test.each([
  ['rate(1 hours)', ['2026-01-01T00:00', '2026-01-01T01:00', '2026-01-01T02:00']],
  ['rate(2 Day)', ['2026-01-01T00:00', '2026-01-03T00:00', '2026-01-05T00:00']],
])('%s is taken, though its number and unit do not agree', (expression, expected) => {
  expect(times({ expression })).toEqual(expected);
});
