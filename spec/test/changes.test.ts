import { describe, expect, it } from 'vitest';
import { type ModelRow, noRow } from '../src/relation/model-row.ts';
import { checkTrace } from '../src/trace/check-trace.ts';
import { readTrace, textOfTrace } from '../src/trace/trace-file.ts';

const opening = { id: 'o1', task: 't1', attempt: 0, business: true, openedAt: 1, deadline: 9 };
const waiting: ModelRow = { ...noRow, state: 'waiting', opening, token: true, execution: 'x' };
const presumed = { e1: { verdict: 'delivered', says: 'f1', presumedBy: 'c1' } };
const claimed = { answeredBy: 'e1', attempts: ['c1'], answers: presumed };
const settling: ModelRow = { ...waiting, state: 'settling', ...claimed };
const answers = { e1: { verdict: 'delivered', says: 'f1', presumedBy: 'none' } };
const settled: ModelRow = { ...noRow, state: 'settled', opening, answeredBy: 'e1', answers };
const parkedAt = { '1/worker': { event: 'e1', says: 'f1', verdict: 'delivered' } };
const reopening = { ...opening, id: 'o2', attempt: 1, openedAt: 5 };
const reopened: ModelRow = { ...waiting, opening: reopening, answers: presumed };

const change = (after: ModelRow | 'unreadable', by = 'a function') =>
  ({ at: 1, row: 'orders:1', by, call: 'change', after }) as const;
const found = (after: ModelRow) => ({ ...change(after), call: 'found' }) as const;
const unsent = { e1: { verdict: 'none', says: 'f1', presumedBy: 'none' } };
const parkedRow = { ...noRow, state: 'parked', parked: parkedAt } satisfies ModelRow;
const parkedBeside = { ...parkedAt, '2/other': { event: 'e2', says: 'f2', verdict: 'delivered' } };
const unclaimed = { e1: { verdict: 'unclaimed', says: 'f1', presumedBy: 'none' } };

describe('changes of a row whose calls are not known', () => {
  it.each<[string, readonly ModelRow[]]>([
    ['open, claim, close', [waiting, settling, settled]],
    [
      'open, claim, taking the claim off, and another claim',
      [waiting, settling, { ...settling, attempts: [], answers: unsent }, settling],
    ],
    [
      'a claim that is taken back after the key was opened again',
      [waiting, settling, reopened, { ...reopened, answers: unsent }],
    ],
    [
      'parking, parking beside, and unclaiming',
      [
        parkedRow,
        { ...parkedRow, parked: parkedBeside },
        { ...parkedRow, parked: { '2/other': parkedBeside['2/other'] }, answers: unclaimed },
      ],
    ],
    ['parking, and opening over it', [parkedRow, { ...waiting, parked: parkedAt, overParked: true }]],
    ['cancelling', [waiting, { ...noRow, state: 'cancelled', opening }]],
    [
      'a verdict that is remembered',
      [
        waiting,
        settling,
        settled,
        { ...settled, answers: { ...answers, e2: { verdict: 'duplicate', says: 'f1', presumedBy: 'none' } } },
      ],
    ],
    ['closing, and the end of its time to live', [waiting, settling, settled, noRow]],
    ['what shows nothing of itself, as progress', [waiting, waiting]],
  ])('are allowed where a call of the specification makes them: %s', (_, rows) => {
    const steps = rows.map((row) => change(row));
    expect(checkTrace({ steps })).toEqual({ steps: rows.length, rows: 1, outside: [] });
  });

  it.each<[string, readonly (ModelRow | 'unreadable')[], string]>([
    [
      'a claimed row that waits again',
      [waiting, settling, waiting],
      'takes a row that is settling to one that is waiting',
    ],
    [
      'a closed row that is opened by the same opening',
      [waiting, settling, settled, waiting],
      'settled to one that is waiting',
    ],
    [
      'a row that is closed and keeps its token',
      [waiting, settling, { ...settled, token: true }],
      'settling to one that is settled',
    ],
    ['a row that is closed without a claim', [waiting, settled], 'waiting to one that is settled'],
    [
      'a claim that takes the place of another',
      [
        waiting,
        settling,
        {
          ...settling,
          answeredBy: 'e2',
          attempts: ['c1', 'c2'],
          answers: { ...presumed, e2: { verdict: 'delivered', says: 'f2', presumedBy: 'c2' } },
        },
      ],
      'with another answeredBy, attempts, answers',
    ],
    [
      'a verdict that turns into another',
      [
        waiting,
        settling,
        settled,
        { ...settled, answers: { e1: { verdict: 'late', says: 'f1', presumedBy: 'none' } } },
      ],
      'with another answers',
    ],
    ['an open row that is deleted', [waiting, noRow], 'waiting to one that is none'],
    ['another execution', [waiting, { ...waiting, execution: 'y' }], 'with another execution'],
    [
      'a delivery that is remembered on a row which was not claimed',
      [waiting, { ...waiting, answers }],
      'with another answers',
    ],
    ['an item that is no row', [waiting, 'unreadable'], 'no row of this version'],
  ])('are refused where none does, with row and step: %s', (_, rows, why) => {
    const { outside } = checkTrace({ steps: rows.map((row) => change(row, 'you')) });
    expect(outside).toEqual([
      { row: 'orders:1', step: rows.length, by: 'you', call: 'change', why: expect.stringContaining(why) },
    ]);
  });

  it('go on from the row that was there when the session began', () => {
    expect(checkTrace({ steps: [found(settling), change(settled)] }).outside).toEqual([]);
    const late = checkTrace({ steps: [change(waiting), found(waiting)] }).outside;
    expect(late).toMatchObject([{ step: 2, call: 'found', why: 'is found after its first step' }]);
  });

  it('may forget verdicts beyond the hundred that a row remembers, and no others', () => {
    const many = (from: number, count: number) =>
      Object.fromEntries(
        Array.from({ length: count }, (_, at) => [
          `e${at + from}`,
          { verdict: 'duplicate', says: 'f1', presumedBy: 'none' },
        ]),
      );
    const before = { ...settled, answers: many(1, 100) };
    const outside = (after: ModelRow) => checkTrace({ steps: [found(before), change(after)] }).outside;
    expect(outside({ ...settled, answers: many(2, 100) })).toEqual([]);
    expect(outside({ ...settled, answers: many(60, 42) })).toHaveLength(1);
  });

  it('are read from a file as they were written', () => {
    const steps = [found(waiting), change(settling), change('unreadable')];
    expect(readTrace(textOfTrace({ steps })).steps).toEqual(steps);
  });
});
