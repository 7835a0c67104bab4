import { expect, onTestFinished, test } from 'vitest';
import { createActivity } from '../../foundation/activity.ts';
import { createManualClock } from '../../foundation/manual-clock.ts';
import type { Mapping } from './mapping.ts';
import { startStreamPoller } from './stream-poller.ts';

const sourceArn = 'arn:aws:dynamodb:us-east-1:000000000000:table/orders/stream/now';
const WINDOW_SECONDS = 5;

/** A poller of a stream that the test writes to. */
function startPolling() {
  const { track, idle } = createActivity();
  const clock = createManualClock({ stopped: true, idle });
  onTestFinished(clock.stop);
  const written: string[] = [];
  const batches: string[][] = [];
  let done: string | undefined;
  let onNew = () => {};
  const stream = {
    put(sequence: string) {
      written.push(sequence);
      onNew();
    },
    /** Called once records were read, before the poller hears of them. */
    onRead(_count: number) {},
  };
  const answers: Readonly<Record<string, (input: Record<string, unknown>) => unknown>> = {
    DescribeStream: () => ({ StreamDescription: { Shards: [{ ShardId: 'shard' }] } }),
    GetShardIterator: ({ SequenceNumber: after = '' }) => ({ ShardIterator: after }),
    GetRecords: ({ ShardIterator }) => {
      const Records = written
        .filter((sequence) => sequence > String(ShardIterator))
        .map((SequenceNumber) => ({
          dynamodb: { SequenceNumber, ApproximateCreationDateTime: clock.now() / 1000 },
        }));
      stream.onRead(Records.length);
      return { Records };
    },
  };
  const settings = { startingPosition: 'TRIM_HORIZON', maximumRetryAttempts: -1, maximumRecordAge: -1 };
  const poller = startStreamPoller({
    mapping: { sourceArn, batchSize: 10, windowSeconds: WINDOW_SECONDS } as Mapping,
    stream: { ...settings, bisects: false } as NonNullable<Mapping['stream']>,
    clock,
    track,
    callService: async (_service, operation, input) => answers[operation]?.(input),
    caller: { account: '000000000000', region: 'us-east-1' },
    queueUrlOf: () => '',
    checkpoint: {
      get: () => done,
      set(sequence) {
        done = sequence;
      },
    },
    async invoke(payload) {
      const { Records } = JSON.parse(payload) as {
        Records: readonly { dynamodb: { SequenceNumber: string } }[];
      };
      batches.push(Records.map(({ dynamodb }) => dynamodb.SequenceNumber));
      return { payload: 'null' };
    },
    report: () => {},
    onRecords(_arn, listener) {
      onNew = listener;
      return () => {};
    },
    previous: Promise.resolve(),
  });
  onTestFinished(poller.stop);
  return { clock, idle, stream, batches };
}

test('a record that comes while the last read is answered, after a window that time ended, is read too', async () => {
  const { clock, idle, stream, batches } = startPolling();
  await idle();
  stream.put('1');
  await idle();
  stream.onRead = (count) => {
    if (count > 0) return;
    stream.onRead = () => {};
    stream.put('2');
  };
  await clock.advance(WINDOW_SECONDS * 1000);
  expect(batches).toEqual([['1']]);
  await clock.advance(WINDOW_SECONDS * 1000);
  expect(batches).toEqual([['1'], ['2']]);
});
