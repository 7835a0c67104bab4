import { failedOf } from './batch-response.ts';
import type { StreamSettings } from './mapping.ts';
import { type StreamRecord, sequenceOf } from './stream-record.ts';

/** Records that are tried together, and how often they failed. */
export interface StreamBatch {
  readonly records: readonly StreamRecord[];
  /** Invocations that failed. */
  readonly failures: number;
  /** Whether the last of them answered, and named records that failed. */
  readonly answered?: boolean;
}

/** How an invocation ended: what the function answered, or undefined where it failed. */
export type BatchAnswer = string | undefined;

export interface BatchOutcome {
  /** Records that are done with, from the first on. */
  readonly done: number;
  /** What is tried next, in order. */
  readonly next: readonly StreamBatch[];
  /** Whether the next try waits, because the whole batch failed. */
  readonly waits: boolean;
}

/**
 * What becomes of a batch after an invocation. From the first record on that the function named as failed, or from the
 * beginning where it failed as a whole, the batch is tried again. Where records before it are done, what is left is a
 * batch of its own, whose tries are counted from none (recorded). Where the mapping bisects, it is tried in halves, which counts
 * as no retry (https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-batchfailurereporting.html).
 */
export function afterInvocation(
  batch: StreamBatch,
  answer: BatchAnswer,
  { bisects, reports }: Pick<StreamSettings, 'bisects'> & { readonly reports: boolean },
): BatchOutcome {
  const { records, failures } = batch;
  const done = answer === undefined ? 0 : doneBefore(records, answer, reports);
  const rest = records.slice(done);
  if (rest.length === 0) return { done, next: [], waits: false };
  if (bisects && rest.length > 1 && done === 0) {
    const middle = Math.ceil(rest.length / 2);
    const halves = [rest.slice(0, middle), rest.slice(middle)];
    return { done, next: halves.map((half) => ({ records: half, failures })), waits: false };
  }
  const counted = done > 0 ? 0 : failures + 1;
  return { done, next: [{ records: rest, failures: counted, answered: answer !== undefined }], waits: true };
}

function doneBefore(records: readonly StreamRecord[], answer: string, reports: boolean): number {
  if (!reports) return records.length;
  const failed = failedOf(answer, records.map(sequenceOf));
  const first = records.findIndex((record) => failed.has(sequenceOf(record)));
  return first === -1 ? records.length : first;
}

/**
 * A stream keeps a record for a day: so long a batch is tried that is tried without an end.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-params.html
 */
const KEPT_SECONDS = 86_400;

/** Why a batch is given up; undefined while it may be tried. */
export function givenUp(
  { records, failures }: StreamBatch,
  { maximumRetryAttempts, maximumRecordAge }: StreamSettings,
  now: number,
): 'RetryAttemptsExhausted' | 'RecordAgeExceeded' | undefined {
  if (maximumRetryAttempts >= 0 && failures > maximumRetryAttempts) return 'RetryAttemptsExhausted';
  const [oldest] = records;
  const seconds = oldest === undefined ? 0 : now / 1000 - oldest.dynamodb.ApproximateCreationDateTime;
  const oldestTried = maximumRecordAge < 0 ? KEPT_SECONDS : Math.min(maximumRecordAge, KEPT_SECONDS);
  return seconds > oldestTried ? 'RecordAgeExceeded' : undefined;
}
