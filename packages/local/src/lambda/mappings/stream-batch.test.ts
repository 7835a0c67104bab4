import { expect, test } from 'vitest';
import { afterInvocation, givenUp } from './stream-batch.ts';
import type { StreamRecord } from './stream-record.ts';

const record = (SequenceNumber: string, ApproximateCreationDateTime = 0): StreamRecord => ({
  dynamodb: { SequenceNumber, ApproximateCreationDateTime },
});
const records = ['1', '2', '3'].map((sequence) => record(sequence));
const batch = { records, failures: 2 };
const failing = (...ids: readonly string[]) =>
  JSON.stringify({ batchItemFailures: ids.map((itemIdentifier) => ({ itemIdentifier })) });
const plain = { bisects: false, reports: true };

test.each([
  ['nothing failed', failing(), 3, []],
  ['the second failed', failing('2'), 1, ['2', '3']],
  ['two failed, in whatever order', failing('3', '2'), 1, ['2', '3']],
  ['the first failed', failing('1'), 0, ['1', '2', '3']],
  ['a record failed that is not in the batch', failing('9'), 0, ['1', '2', '3']],
  ['the function failed', undefined, 0, ['1', '2', '3']],
])(
  'where %s, the batch goes on from the first that is not done, counted from none after one that is',
  (_, answer, done, left) => {
    const outcome = afterInvocation(batch, answer, plain);
    expect(outcome.done).toBe(done);
    const next = outcome.next.map((each) => each.records.map(({ dynamodb }) => dynamodb.SequenceNumber));
    expect(next).toEqual(left.length === 0 ? [] : [left]);
    const counted = done > 0 ? 0 : 3;
    expect(outcome.next.every(({ failures }) => failures === counted)).toBe(true);
    expect(outcome.next.every(({ answered }) => answered === (answer !== undefined))).toBe(true);
  },
);

test('what the function answers counts only where the mapping asks for reports', () => {
  expect(afterInvocation(batch, failing('1'), { ...plain, reports: false }).next).toEqual([]);
});

test('halves are no further try, and a single record is not halved', () => {
  const bisecting = { bisects: true, reports: false };
  const { next, waits } = afterInvocation(batch, undefined, bisecting);
  expect(next.map((half) => [half.records.length, half.failures])).toEqual([
    [2, 2],
    [1, 2],
  ]);
  expect(waits).toBe(false);
  const alone = { records: records.slice(0, 1), failures: 0 };
  expect(afterInvocation(alone, undefined, bisecting)).toMatchObject({
    next: [{ failures: 1 }],
    waits: true,
  });
});

const stream = {
  startingPosition: 'LATEST' as const,
  maximumRetryAttempts: -1,
  maximumRecordAge: -1,
  bisects: false,
  parallelizationFactor: 1,
};

test.each([
  ['without a limit not as long as its stream has it', {}, 1000, 86_400_000, undefined],
  ['where its stream has it no more', {}, 0, 86_401_000, 'RecordAgeExceeded'],
  ['after as many retries as it may have', { maximumRetryAttempts: 2 }, 3, 0, 'RetryAttemptsExhausted'],
  ['not before', { maximumRetryAttempts: 2 }, 2, 0, undefined],
  ['where its oldest record is too old', { maximumRecordAge: 60 }, 0, 61_000, 'RecordAgeExceeded'],
  ['not at that age', { maximumRecordAge: 60 }, 0, 60_000, undefined],
])('a batch is given up %s', (_, limits, failures, now, condition) => {
  expect(givenUp({ records, failures }, { ...stream, ...limits }, now)).toBe(condition);
});
