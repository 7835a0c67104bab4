import { expect, test } from 'vitest';
import { parseSchedule } from './schedule-expression.ts';

const at = (text: string) => Date.parse(`${text}Z`);

function following(expression: string, after: string, many: number): string[] {
  const next = parseSchedule(expression);
  const times: string[] = [];
  let time = at(after);
  for (let n = 0; n < many; n += 1) {
    const found = next?.(time, at(after));
    if (found === undefined) break;
    times.push(new Date(found).toISOString().slice(0, 16));
    time = found;
  }
  return times;
}

test.each([
  ['rate(5 minutes)', '2026-11-25T10:02:00', ['2026-11-25T10:07', '2026-11-25T10:12']],
  ['rate(1 day)', '2026-02-28T10:00:00', ['2026-03-01T10:00', '2026-03-02T10:00']],
  ['cron(0 10 * * ? *)', '2026-11-25T10:00:00', ['2026-11-26T10:00', '2026-11-27T10:00']],
  ['cron(15 12 ? * MON-FRI *)', '2026-11-27T12:15:00', ['2026-11-30T12:15', '2026-12-01T12:15']],
  ['cron(0/15 8-9 1 1 ? 2027)', '2026-11-25T00:00:00', ['2027-01-01T08:00', '2027-01-01T08:15']],
  ['cron(0 0 L * ? *)', '2028-02-01T00:00:00', ['2028-02-29T00:00', '2028-03-31T00:00']],
  ['cron(0 0 ? * 6L *)', '2026-11-01T00:00:00', ['2026-11-27T00:00', '2026-12-25T00:00']],
  ['cron(0 0 ? * TUE#2 *)', '2026-11-01T00:00:00', ['2026-11-10T00:00', '2026-12-08T00:00']],
  ['cron(0 0 15W * ? *)', '2026-08-01T00:00:00', ['2026-08-14T00:00', '2026-09-15T00:00']],
  ['cron(0 0 1,15 JAN,JUL ? *)', '2026-11-01T00:00:00', ['2027-01-01T00:00', '2027-01-15T00:00']],
])('%s after %s', (expression, after, expected) => {
  expect(following(expression, after, 2)).toEqual(expected);
});

test('a schedule whose years are over never comes', () => {
  expect(following('cron(0 0 1 1 ? 2020)', '2026-01-01T00:00:00', 1)).toEqual([]);
});

test.each([
  'rate(0 minutes)',
  'rate(1 minutes)',
  'rate(2 minute)',
  'rate(5 seconds)',
  'cron(0 10 * * *)',
  'cron(0 10 * * * *)',
  'cron(0 10 ? * ? *)',
  'cron(60 10 * * ? *)',
  'cron(0 10 * FOO ? *)',
  'cron(0 10 5-2 * ? *)',
  'every minute',
])('%s is none', (expression) => {
  expect(parseSchedule(expression)).toBeUndefined();
});

test('an expression of more than 256 characters is not followed', () => {
  const expression = (minutes: number) => `cron(${Array(minutes).fill('1').join(',')} * * * ? *)`;
  expect(parseSchedule(expression(100))).toBeDefined();
  expect(parseSchedule(expression(200))).toBeUndefined();
});
