import { z } from 'zod';
import type { Caller, CallService } from '../../foundation/service.ts';
import type { StreamRecord } from './stream-record.ts';

export interface StreamReader {
  readonly shardId: string;
  /** Records after a sequence number, oldest first; from the stream's beginning where it is undefined. */
  read(after: string | undefined, most: number): Promise<readonly StreamRecord[]>;
}

/** GetRecords gives out no more in one call. */
const MOST_A_CALL = 1000;

/** The answer of DescribeStream. */
const streamAnswer = z.object({
  StreamDescription: z.object({ Shards: z.tuple([z.object({ ShardId: z.string() })]) }),
});

/** The answer of GetShardIterator. */
const iteratorAnswer = z.object({ ShardIterator: z.string() });

/**
 * Reads a stream under the function's role. Each read asks for an iterator of its own, because one is valid for 15
 * minutes only, and a function may take longer.
 * @throws AwsError where there is no such stream, or the role may not read it
 */
export async function openStreamReader(
  streamArn: string,
  callService: CallService,
  caller: Caller,
): Promise<StreamReader> {
  const StreamArn = streamArn;
  const stream = await callService('dynamodb', 'DescribeStream', { StreamArn }, caller);
  const [{ ShardId }] = streamAnswer.parse(stream).StreamDescription.Shards;
  return {
    shardId: ShardId,
    async read(after, most) {
      const position =
        after === undefined
          ? { ShardIteratorType: 'TRIM_HORIZON' }
          : { ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', SequenceNumber: after };
      const found = await callService(
        'dynamodb',
        'GetShardIterator',
        { StreamArn, ShardId, ...position },
        caller,
      );
      const { ShardIterator } = iteratorAnswer.parse(found);
      // What this runtime's own streams answer is taken as it is: each batch comes by here.
      const input = { ShardIterator, Limit: Math.min(most, MOST_A_CALL) };
      const { Records } = (await callService('dynamodb', 'GetRecords', input, caller)) as {
        Records: readonly StreamRecord[];
      };
      return Records;
    },
  };
}
