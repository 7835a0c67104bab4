import { expect, test } from 'vitest';
import { structuredLine } from './structured-line.ts';

test.each([
  [
    'Powertools',
    { level: 'ERROR', message: 'not charged', error: { name: 'TypeError', message: 'no card' } },
  ],
  ['pino', { level: 50, msg: 'not charged', err: { type: 'TypeError', message: 'TypeError: no card' } }],
  ['winston', { level: 'error', message: 'not charged', reason: 'TypeError: no card' }],
])('a problem that %s writes is shown with its reason', (_, line) => {
  expect(structuredLine(line)).toEqual({ said: 'not charged: TypeError: no card', isProblem: true });
});

test('a line that is no problem has its message, and one without a message nothing', () => {
  expect(structuredLine({ level: 30, msg: 'charged', cents: 12 })).toEqual({
    said: 'charged',
    isProblem: false,
  });
  expect(structuredLine({ cents: 12 })).toEqual({ isProblem: false });
  expect(structuredLine('text')).toBeUndefined();
});
