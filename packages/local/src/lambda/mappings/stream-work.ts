import type { Clock } from '../../foundation/clock.ts';
import { errorMessage } from '../../foundation/error-message.ts';
import type { Caller, CallService } from '../../foundation/service.ts';
import { compileFilter } from './filter.ts';
import type { Mapping, StreamSettings } from './mapping.ts';
import { afterInvocation, type BatchAnswer, givenUp, type StreamBatch } from './stream-batch.ts';
import { reportGivenUp } from './stream-failure.ts';
import type { StreamReader } from './stream-reader.ts';
import { lambdaRecord, type StreamRecord, sequenceOf } from './stream-record.ts';

export interface StreamWorkOptions {
  readonly mapping: Mapping;
  readonly stream: StreamSettings;
  readonly clock: Clock;
  readonly callService: CallService;
  /** The function's role, under which Lambda polls. */
  readonly caller: Caller;
  readonly queueUrlOf: (arn: string) => string;
  /** Up to where records are done with, over restarts: a sequence number, undefined at the stream's beginning. */
  readonly checkpoint: { get(): string | undefined; set(sequence: string): void };
  readonly invoke: (payload: string) => Promise<{ payload: string; functionError?: 'Unhandled' }>;
  readonly report: (result: string) => void;
}

/** A mapping's way through its stream. */
export interface StreamWork {
  /**
   * Goes on until it must wait; undefined where there is no record left.
   * @throws AwsError where the role may not read, or the function can't be invoked
   */
  goOn(): Promise<Wait | undefined>;
}

export interface Wait {
  readonly milliseconds: number;
  /** Whether it is over sooner where a record comes. */
  readonly endsWithRecord?: true;
}

const noWait: Wait = { milliseconds: 0 };

/** The first pause before a batch that failed is tried again; it doubles. */
const FIRST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 60_000;

/** Takes one batch after another, in the order of the records, and no further one once the signal is aborted. */
export function createStreamWork(
  options: StreamWorkOptions,
  openReader: () => Promise<StreamReader>,
  signal: AbortSignal,
): StreamWork {
  const { mapping, stream, checkpoint, clock, report } = options;
  const isWanted = filterOf(mapping);
  const { reportBatchItemFailures: reports } = mapping;
  const waiting: StreamBatch[] = [];
  let reader: StreamReader | undefined;
  let read: readonly StreamRecord[] = [];
  /** When the batch goes that is not full yet, in milliseconds since the epoch. */
  let windowEnd: number | undefined;

  function passed(records: readonly StreamRecord[]): void {
    const last = records.at(-1);
    if (last !== undefined) checkpoint.set(sequenceOf(last));
  }

  /** Takes the next records; answers how long to wait for more of them. */
  async function take(from: StreamReader): Promise<Wait> {
    const records = await from.read(checkpoint.get(), mapping.batchSize);
    if (records.length > 0 && records.length < mapping.batchSize) {
      windowEnd ??= clock.now() + mapping.windowSeconds * 1000;
      const milliseconds = windowEnd - clock.now();
      if (milliseconds > 0) return { milliseconds, endsWithRecord: true };
    }
    windowEnd = undefined;
    read = records;
    if (records.length > 0) waiting.push({ records: records.filter(isWanted), failures: 0 });
    return noWait;
  }

  /** A destination that can't be reached keeps no record back. */
  async function giveUp(batch: StreamBatch, shardId: string, condition: string): Promise<void> {
    try {
      await reportGivenUp({ mapping, batch, shardId, condition, now: clock.now() }, options);
    } catch (error) {
      report(`PROBLEM: ${errorMessage(error)}`);
    }
  }

  /** Answers how long to wait before the next try. */
  async function attempt(batch: StreamBatch, shardId: string): Promise<Wait> {
    const condition = givenUp(batch, stream, clock.now());
    if (condition !== undefined) {
      await giveUp(batch, shardId, condition);
      waiting.shift();
      passed(batch.records);
      return noWait;
    }
    const answer = await invokeWith(options, batch.records);
    const { done, next, waits } = afterInvocation(batch, answer, { bisects: stream.bisects, reports });
    passed(batch.records.slice(0, done));
    report(resultOf(answer, batch.records.length - done));
    waiting.splice(0, 1, ...next);
    const [again] = next;
    const isOver = again !== undefined && givenUp(again, stream, clock.now()) !== undefined;
    if (!waits || isOver) return noWait;
    return { milliseconds: Math.min(FIRST_PAUSE_MS * 2 ** batch.failures, LONGEST_PAUSE_MS) };
  }

  /** One read or one batch; answers how long to wait, and undefined where there is no record left. */
  async function step(from: StreamReader): Promise<Wait | undefined> {
    const batch = waiting[0];
    if (batch === undefined) {
      passed(read);
      const wait = await take(from);
      return wait === noWait && read.length === 0 ? undefined : wait;
    }
    if (batch.records.length > 0) return attempt(batch, from.shardId);
    waiting.shift();
    return noWait;
  }

  return {
    async goOn() {
      reader ??= await openReader();
      let wait: Wait | undefined = noWait;
      while (wait === noWait && !signal.aborted) wait = await step(reader);
      return wait;
    },
  };
}

function filterOf({ filters, sourceArn }: Mapping): (record: StreamRecord) => boolean {
  if (filters === undefined) return () => true;
  const tests = filters.map(compileFilter);
  return (record) => tests.some((test) => test(lambdaRecord(record, sourceArn)));
}

async function invokeWith(
  { mapping, invoke }: StreamWorkOptions,
  records: readonly StreamRecord[],
): Promise<BatchAnswer> {
  const Records = records.map((record) => lambdaRecord(record, mapping.sourceArn));
  const { payload, functionError } = await invoke(JSON.stringify({ Records }));
  return functionError === undefined ? payload : undefined;
}

function resultOf(answer: BatchAnswer, left: number): string {
  if (answer === undefined) return 'PROBLEM: Function call failed';
  return left === 0 ? 'OK' : `PROBLEM: ${left} records are left to try again`;
}
