import { describe, expect, it } from 'vitest';
import type { CallbackRow } from '../callback-row.ts';
import type { CallbackStore, ProgressAnswer, ProgressReport } from '../callback-store.ts';
import { progressRecorded } from './callback-writes.ts';
import { correlationId, rows } from './sample-rows.cases.ts';

interface StoreUnderTest {
  readonly store: CallbackStore;
  put(row: CallbackRow): Promise<void>;
  get(correlationId: string): Promise<CallbackRow | undefined>;
}

const report: ProgressReport = {
  correlationId,
  source: 'orders.worker',
  account: '111122223333',
  progress: '{"percent":50}',
  at: 1_000,
};

const reports: Readonly<Record<string, ProgressReport>> = {
  progress: report,
  'progress of a stranger': { ...report, source: 'strange.worker' },
  'progress of another account': { ...report, account: '444455556666' },
  'progress of an operator': { ...report, source: 'strange.worker', operator: { who: 'ada', why: 'seen' } },
};

const waiting = rows['a waiting row'];
const reported = (progressAt: number) =>
  ({ ...waiting, progress: '{"percent":10}', progressAt, progressCount: 4 }) as CallbackRow;

const rowsWithProgress: Readonly<Record<string, CallbackRow | undefined>> = {
  ...rows,
  'a waiting row with older progress': reported(999),
  'a waiting row with progress of the same moment': reported(1_000),
  'a waiting row with newer progress': reported(1_001),
};

/** On every row, for every report, what `progressRecorded` says; the answer has the row as it was before. */
export function recordsProgress(create: () => Promise<StoreUnderTest>): void {
  describe('recordProgress: each row against each report', () => {
    for (const [rowTitle, row] of Object.entries(rowsWithProgress)) {
      for (const [title, one] of Object.entries(reports)) {
        const expected = progressRecorded(row, one);
        it(`${expected === undefined ? 'refuses' : 'records'} ${title} on ${rowTitle}`, async () => {
          const { store, put, get } = await create();
          if (row !== undefined) await put(row);
          const answer = await store.recordProgress(one);
          expect(answer.recorded).toBe(expected !== undefined);
          expect(sorted(rowIn(answer, row))).toEqual(sorted(row));
          expect(sorted(await get(correlationId))).toEqual(sorted(expected ?? row));
        });
      }
    }
  });

  it('counts progress, and keeps the last', async () => {
    const { store, put, get } = await create();
    await put(waiting as CallbackRow);
    for (const at of [1_000, 1_000, 1_001, 999]) {
      await store.recordProgress({ ...report, at, progress: `${at}` });
    }
    expect(await get(correlationId)).toMatchObject({ progress: '1001', progressAt: 1_001, progressCount: 3 });
  });
}

/** An engine may leave the row out of a refusal. */
function rowIn(answer: ProgressAnswer, row: CallbackRow | undefined): CallbackRow | undefined {
  return answer.recorded ? answer.before : (answer.row ?? row);
}

/** Sets have no order. */
function sorted(row: CallbackRow | undefined): unknown {
  if (row === undefined) return undefined;
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [name, Array.isArray(value) ? [...value].sort() : value]),
  );
}
