import { describe, expect, it } from 'vitest';
import type { CallbackRow, SettlingRow } from './callback-row.ts';
import { rows } from './model/sample-rows.cases.ts';
import { settledRow } from './settled-row.ts';

const row = Object.values(rows).find((one): one is SettlingRow => one?.state === 'settling') as SettlingRow;
const closing = {
  correlationId: row.correlationId,
  eventId: row.answeredBy,
  verdict: 'delivered',
  fingerprint: 'fingerprint-1',
  now: 1_999_999,
  forget: [],
} as const;

describe('a row that is closed', () => {
  it('keeps what the callback was opened with, and nothing that it only needed while it was open', () => {
    const full: SettlingRow = { ...row, progress: '1', progressAt: 1, progressCount: 1 };
    const { openingId, idempotencyKey, attempt, business, openedAt, deadline, allowedSources } = row;
    expect(settledRow(full, closing)).toEqual({
      ...{ openingId, idempotencyKey, attempt, business, openedAt, deadline, allowedSources },
      correlationId: row.correlationId,
      expiresAt: row.expiresAt,
      state: 'settled',
      answeredBy: row.answeredBy,
      answers: { [row.answeredBy]: { verdict: 'delivered', fingerprint: 'fingerprint-1', at: 1_999 } },
    });
  });

  it('keeps the accounts that it was held to', () => {
    const allowedAccounts = ['111122223333'];
    expect(settledRow({ ...row, allowedAccounts }, closing)).toMatchObject({ allowedAccounts });
    expect(settledRow(row, closing)).not.toHaveProperty('allowedAccounts');
  });

  it('says by whose hand it was closed', () => {
    const operator = { who: 'ada', why: 'seen' };
    const { answers } = settledRow(row, { ...closing, operator });
    expect(answers[row.answeredBy]?.operator).toEqual(operator);
    expect(settledRow(row, closing).answers[row.answeredBy]).not.toHaveProperty('operator');
  });

  it('remembers the other events but those that it is to forget, and never forgets the one that closed it', () => {
    const known = { verdict: 'duplicate', fingerprint: 'other', at: 1 } as const;
    const answers: CallbackRow['answers'] = { ...row.answers, old: known, recent: known };
    const closed = settledRow({ ...row, answers }, { ...closing, forget: ['old', row.answeredBy] });
    expect(Object.keys(closed.answers).sort()).toEqual([row.answeredBy, 'recent'].sort());
  });
});
