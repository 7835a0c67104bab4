import { describe, expect, it } from 'vitest';
import { rows } from './model/sample-rows.cases.ts';
import { forgottenBy } from './remembered-events.ts';

describe('the memory of a row', () => {
  const settled = rows['a settled row'];
  if (settled?.state !== 'settled') throw new Error('there is one');
  const answersOf = (count: number) =>
    Object.fromEntries(
      Array.from({ length: count }, (_, at) => [
        `event-${at}`,
        { verdict: 'delivered', fingerprint: 'f', at: 1_000 - at } as const,
      ]),
    );

  it('keeps the last hundred events, and forgets the oldest', () => {
    expect(forgottenBy({ ...settled, answers: answersOf(60) })).toEqual([]);
    expect(forgottenBy({ ...settled, answers: answersOf(99) })).toEqual([]);
    expect(forgottenBy({ ...settled, answers: answersOf(100) })).toEqual(['event-99']);
    expect(forgottenBy({ ...settled, answers: answersOf(102) })).toEqual([
      'event-101',
      'event-100',
      'event-99',
    ]);
  });

  it('never forgets the event that closed the row: others are compared with it', () => {
    expect(forgottenBy({ ...settled, answeredBy: 'event-100', answers: answersOf(101) })).toEqual([
      'event-99',
      'event-98',
    ]);
  });
});
