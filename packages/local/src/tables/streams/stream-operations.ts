import { AwsError } from '../../foundation/aws-error.ts';
import type { Engine } from '../engine/engine.ts';
import type { TableOperation } from '../engine/table-operation.ts';
import { validationException } from '../errors/table-errors.ts';
import { integer, type Members, oneOf, required, text } from '../requests/shape.ts';
import { type Stream, streamArn, type Table } from '../schema/table.ts';
import { showSequence } from './record-text.ts';
import { readIterator, type ShardPosition, writeIterator } from './shard-iterator.ts';
import type { StreamLog } from './stream-log.ts';

const arnMember = text({ required: true, min: 37, max: 1024 });
const SHARDS_BEGIN = 28;

/** The operations of DynamoDB Streams: every stream has one shard. */
export function streamOperations(log: StreamLog) {
  return {
    ...{ listStreams, describeStream },
    getShardIterator: getShardIterator(log),
    getRecords: getRecords(log),
  };
}

interface Found {
  readonly table: Table;
  readonly stream: Stream;
}

function findStream(engine: Engine, arn: string): Found {
  const table = engine.tables.find(arn.split('/')[1] ?? '');
  if (table?.stream !== undefined && streamArn(table) === arn) return { table, stream: table.stream };
  throw new AwsError('ResourceNotFoundException', `Requested resource not found: Stream: ${arn} not found`);
}

/** Twenty digits of the stream's beginning, and eight of the table's ID. */
function shardOf({ table, stream }: Found): string {
  const begun = String(Date.parse(`${stream.label}Z`)).padStart(20, '0');
  return `shardId-${begun}-${table.uuid.slice(0, 8)}`;
}

interface ListRequest {
  readonly TableName?: string;
  readonly Limit?: number;
  readonly ExclusiveStartStreamArn?: string;
}

const MOST_LISTED = 100;

const listStreams: TableOperation<ListRequest> = {
  members: {
    TableName: text({ min: 3, max: 255, pattern: '[a-zA-Z0-9_.-]+' }),
    Limit: integer({ min: 1, max: MOST_LISTED }),
    ExclusiveStartStreamArn: text({ min: 37, max: 1024 }),
  },
  run(engine, { TableName, Limit = MOST_LISTED, ExclusiveStartStreamArn: after }) {
    const tables = engine.tables
      .all()
      .filter((table) => table.stream !== undefined && (TableName === undefined || table.name === TableName));
    const at = tables.findIndex((table) => streamArn(table) === after);
    const page = tables.slice(at + 1, at + 1 + Limit);
    const last = page.at(-1);
    return {
      Streams: page.map((table) => ({
        StreamArn: streamArn(table),
        TableName: table.name,
        StreamLabel: table.stream?.label,
      })),
      ...(last && at + 1 + Limit < tables.length && { LastEvaluatedStreamArn: streamArn(last) }),
    };
  },
};

interface DescribeRequest {
  readonly StreamArn: string;
  readonly ExclusiveStartShardId?: string;
}

const describeStream: TableOperation<DescribeRequest> = {
  members: {
    StreamArn: arnMember,
    Limit: integer({ min: 1, max: MOST_LISTED }),
    ExclusiveStartShardId: text({ min: SHARDS_BEGIN, max: 65 }),
  },
  run(engine, { StreamArn, ExclusiveStartShardId: after }) {
    const found = findStream(engine, StreamArn);
    const shard = shardOf(found);
    const { table, stream } = found;
    const key = [table.key.hash, ...(table.key.range ? [table.key.range] : [])];
    return {
      StreamDescription: {
        StreamArn,
        StreamLabel: stream.label,
        StreamStatus: stream.enabled ? 'ENABLED' : 'DISABLED',
        StreamViewType: stream.viewType,
        CreationRequestDateTime: Date.parse(`${stream.label}Z`) / 1000,
        TableName: table.name,
        KeySchema: key.map(({ name }, at) => ({ AttributeName: name, KeyType: at === 0 ? 'HASH' : 'RANGE' })),
        Shards:
          after === shard
            ? []
            : [{ ShardId: shard, SequenceNumberRange: { StartingSequenceNumber: showSequence(0) } }],
      },
    };
  },
};

interface IteratorRequest {
  readonly StreamArn: string;
  readonly ShardId: string;
  readonly ShardIteratorType: string;
  readonly SequenceNumber?: string;
}

const getShardIterator = (log: StreamLog): TableOperation<IteratorRequest> => ({
  members: {
    StreamArn: arnMember,
    ShardId: text({ required: true, min: SHARDS_BEGIN, max: 65 }),
    ShardIteratorType: required(
      oneOf('TRIM_HORIZON', 'LATEST', 'AT_SEQUENCE_NUMBER', 'AFTER_SEQUENCE_NUMBER'),
    ),
    SequenceNumber: text({ min: 21, max: 40, pattern: '\\d+' }),
  } satisfies Members,
  run(engine, request) {
    const found = findStream(engine, request.StreamArn);
    if (request.ShardId !== shardOf(found)) {
      throw new AwsError(
        'ResourceNotFoundException',
        `Requested resource not found: Shard does not exist: ${request.ShardId}`,
      );
    }
    const after = positionOf(request, log);
    return { ShardIterator: writeIterator({ arn: request.StreamArn, after, at: engine.now() }) };
  },
});

function positionOf({ ShardIteratorType: type, SequenceNumber }: IteratorRequest, log: StreamLog): number {
  if (type === 'TRIM_HORIZON') return 0;
  if (type === 'LATEST') return log.latest();
  if (SequenceNumber === undefined)
    throw validationException(`SequenceNumber must be provided when ShardIteratorType is ${type}`);
  const sequence = Number(BigInt(SequenceNumber) - 10n ** 20n);
  return type === 'AT_SEQUENCE_NUMBER' ? sequence - 1 : sequence;
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_GetRecords.html */
const MOST_RECORDS = 1000;
const LARGEST_ANSWER_BYTES = 1024 * 1024;
const ITERATOR_VALID_MILLISECONDS = 15 * 60_000;

const getRecords = (
  log: StreamLog,
): TableOperation<{ readonly ShardIterator: string; readonly Limit?: number }> => ({
  members: {
    ShardIterator: text({ required: true, min: 1, max: 2048 }),
    Limit: integer({ min: 1, max: MOST_RECORDS }),
  },
  run(engine, { ShardIterator, Limit = MOST_RECORDS }) {
    const position = readIterator(ShardIterator);
    const { stream } = findStream(engine, position.arn);
    if (engine.now() - position.at > ITERATOR_VALID_MILLISECONDS)
      throw new AwsError('ExpiredIteratorException', 'The provided iterator is expired');
    const found = log.read(position.arn, position.after, Limit, LARGEST_ANSWER_BYTES);
    const after = found.at(-1)?.sequence ?? position.after;
    const next: ShardPosition = { arn: position.arn, after, at: engine.now() };
    const isClosed = !stream.enabled && found.length === 0;
    return {
      Records: found.map(({ record }) => record),
      ...(!isClosed && { NextShardIterator: writeIterator(next) }),
    };
  },
});
