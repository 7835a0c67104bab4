import { describe, expect, it } from 'vitest';
import { OperatorError } from '../operator-error.ts';
import { createShortlist } from './shortlist.ts';
import type { Wait } from './wait.ts';
import type { WaitFilter } from './wait-filter.ts';

const now = Date.parse('2026-01-02T00:00:00Z');
const wait = (key: string, more: Partial<Wait> = {}): Wait => ({
  correlationId: `orders:${key}`,
  namespace: 'orders',
  key,
  sources: ['payments'],
  openedAt: '2026-01-01T00:00:00.000Z',
  deadline: '2026-01-03T00:00:00.000Z',
  ...more,
});
const waits = [
  wait('b', { openedAt: '2026-01-01T12:00:00.000Z', stateMachine: 'Checkout', execution: 'one' }),
  wait('a', { deadline: '2026-01-02T00:30:00.000Z' }),
  wait('c', {
    namespace: 'invoices',
    sources: ['post'],
    correlationId: 'invoices:c',
    openedAt: '2026-01-01T23:59:00.000Z',
  }),
];
const keys = (filter: WaitFilter, order: 'oldest' | 'newest' | 'deadline' | 'id' = 'oldest', limit = 50) => {
  const shortlist = createShortlist(filter, { order, limit, now });
  for (const each of waits) shortlist.add([each]);
  return shortlist.waits().map(({ key }) => key);
};

describe('the list of what waits', () => {
  it.each([
    ['oldest', ['a', 'b', 'c']],
    ['newest', ['c', 'b', 'a']],
    ['deadline', ['a', 'c', 'b']],
    ['id', ['c', 'a', 'b']],
  ] as const)('is sorted by %s', (order, expected) => {
    expect(keys({}, order)).toEqual(expected);
  });

  it.each([
    [{ worker: 'post' }, ['c']],
    [{ namespace: 'orders' }, ['a', 'b']],
    [{ stateMachine: 'Checkout' }, ['b']],
    [{ execution: 'one' }, ['b']],
    [{ search: 'CHECK' }, ['b']],
    [{ olderThan: 3_600_000 }, ['a', 'b']],
    [{ dueWithin: 3_600_000 }, ['a']],
    [{ worker: 'other' }, []],
  ] as const)('is filtered by %j', (filter, expected) => {
    expect(keys(filter)).toEqual(expected);
  });

  it('is as long as asked for, and says what a limit is', () => {
    expect(keys({}, 'oldest', 1)).toEqual(['a']);
    expect(() => keys({}, 'oldest', 0)).toThrow(OperatorError);
  });
});
