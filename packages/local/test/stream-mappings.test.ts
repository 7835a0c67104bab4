import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  DeleteItemCommand,
  DescribeTableCommand,
  DynamoDBClient,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb';
import {
  CreateEventSourceMappingCommand,
  LambdaClient,
  ListEventSourceMappingsCommand,
} from '@aws-sdk/client-lambda';
import { expect, onTestFinished, test } from 'vitest';
import type { LocalOptions } from '../src/index.ts';
import { functionResources, type Resources } from './app.ts';
import { type LocalOverHttp, queue, runtime, table } from './runtime.ts';

const StreamArn = 'arn:aws:dynamodb:us-east-1:000000000000:table/orders/stream/2000-01-01T00:00:00.000';
const actions = ['dynamodb:DescribeStream', 'dynamodb:GetShardIterator', 'dynamodb:GetRecords', 'sqs:*'];

/** What CDK writes for a `DynamoEventSource`. */
const app = (mapping: object = {}, granted: readonly string[] = actions): Resources => ({
  ...functionResources('Listener', { bundle: 'stream', actions: granted }),
  Orders: table('orders', { StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' } }),
  Failed: queue('failed'),
  Mapping: {
    Type: 'AWS::Lambda::EventSourceMapping',
    Properties: {
      FunctionName: { Ref: 'Listener' },
      EventSourceArn: { 'Fn::GetAtt': ['Orders', 'StreamArn'] },
      StartingPosition: 'LATEST',
      ...mapping,
    },
  },
});

interface StreamEvent {
  readonly Records: readonly {
    readonly eventName: string;
    readonly dynamodb: {
      readonly Keys: { readonly id: { readonly S: string } };
      readonly SequenceNumber: string;
    };
  }[];
}

async function start(mapping: object = {}, options: Partial<LocalOptions> = {}) {
  const local = await runtime(app(mapping), options);
  const tables = new DynamoDBClient({ ...local.clientConfig, maxAttempts: 1 });
  onTestFinished(() => tables.destroy());
  const events: StreamEvent[] = [];
  local.onLog((entry) => {
    if (entry.kind !== 'line' || !entry.text.includes('{"Records"')) return;
    events.push(JSON.parse(entry.text.slice(entry.text.indexOf('{'))) as StreamEvent);
  });
  return {
    ...{ local, tables, events },
    /** The keys of each batch. */
    batches: () => events.map(({ Records }) => Records.map(({ dynamodb }) => dynamodb.Keys.id.S).join('')),
    put: (id: string, says = 'ok') =>
      tables.send(new PutItemCommand({ TableName: 'orders', Item: { id: { S: id }, says: { S: says } } })),
  };
}

/** Puts items while the mapping is off, so that they come as one batch. */
async function putTogether(
  { local, put }: { local: LocalOverHttp; put: (id: string, says?: string) => Promise<unknown> },
  ...items: readonly (readonly [string, string?])[]
) {
  await local.setMappingEnabled('Listener', false);
  for (const item of items) await put(...item);
  await local.setMappingEnabled('Listener', true);
}

test('a function is called with the changes of a table, as Lambda documents the event', async () => {
  const { local, tables, events, put } = await start();
  const { Table } = await tables.send(new DescribeTableCommand({ TableName: 'orders' }));
  expect(Table?.LatestStreamArn).toBe(StreamArn);
  await put('a');
  await local.idle();
  await tables.send(new DeleteItemCommand({ TableName: 'orders', Key: { id: { S: 'a' } } }));
  await expect.poll(() => events).toHaveLength(2);
  expect(events[0]?.Records).toEqual([
    {
      eventID: expect.stringMatching(/^[0-9a-f]{32}$/),
      eventName: 'INSERT',
      eventVersion: '1.1',
      eventSource: 'aws:dynamodb',
      awsRegion: 'us-east-1',
      dynamodb: {
        ApproximateCreationDateTime: Math.floor(local.now() / 1000),
        Keys: { id: { S: 'a' } },
        NewImage: { id: { S: 'a' }, says: { S: 'ok' } },
        SequenceNumber: expect.stringMatching(/^\d{21}$/),
        SizeBytes: 12,
        StreamViewType: 'NEW_AND_OLD_IMAGES',
      },
      eventSourceARN: StreamArn,
    },
  ]);
  expect(events[1]?.Records[0]?.eventName).toBe('REMOVE');
});

test('records come in batches of the size that was set, in order, and only those that a filter wants', async () => {
  const Pattern = JSON.stringify({ dynamodb: { NewImage: { says: { S: [{ prefix: 'o' }] } } } });
  const started = await start({ BatchSize: 2, FilterCriteria: { Filters: [{ Pattern }] } });
  await putTogether(started, ['a'], ['b'], ['c', 'no'], ['d'], ['e']);
  await expect.poll(started.batches).toEqual(['ab', 'd', 'e']);
});

test('a window gathers what comes until it is over', async () => {
  const { local, put, batches } = await start({ MaximumBatchingWindowInSeconds: 5 });
  await put('a');
  await local.advance(3000);
  await put('b');
  expect(batches()).toEqual([]);
  await local.advance(2000);
  await expect.poll(batches).toEqual(['ab']);
});

test('a batch that is full goes before its window is over', async () => {
  const { local, put, batches } = await start({ BatchSize: 2, MaximumBatchingWindowInSeconds: 60 });
  await put('a');
  await local.advance(3000);
  await put('b');
  await expect.poll(batches).toEqual(['ab']);
  await put('c');
  await local.advance(59_000);
  expect(batches()).toEqual(['ab']);
  await local.advance(1000);
  await expect.poll(batches).toEqual(['ab', 'c']);
});

test('a batch that failed is tried again, and given up with word to the destination; what follows goes on', async () => {
  const { local, put, batches, events } = await start({
    MaximumRetryAttempts: 1,
    DestinationConfig: { OnFailure: { Destination: { 'Fn::GetAtt': ['Failed', 'Arn'] } } },
  });
  await put('a', 'throw');
  await local.idle();
  await put('b');
  await local.advance(10_000);
  expect(batches()).toEqual(['a', 'a', 'b']);
  const { body } = await local.receiveMessage('failed');
  const SequenceNumber = events[0]?.Records[0]?.dynamodb.SequenceNumber;
  expect(body).toMatchObject({
    requestContext: {
      condition: 'RetryAttemptsExhausted',
      approximateInvokeCount: 2,
      functionArn: 'arn:aws:lambda:us-east-1:000000000000:function:Listener',
    },
    responseContext: { functionError: 'Unhandled' },
    DDBStreamBatchInfo: {
      batchSize: 1,
      streamArn: StreamArn,
      startSequenceNumber: SequenceNumber,
      endSequenceNumber: SequenceNumber,
    },
  });
});

test('records that are too old are given up', async () => {
  const { local, put, batches } = await start({ MaximumRecordAgeInSeconds: 60 });
  await put('a', 'throw');
  await local.advance(120_000);
  const tries = batches().length;
  await local.advance(600_000);
  expect(batches()).toHaveLength(tries);
});

test('a batch that failed is halved until the record that fails is alone', async () => {
  const started = await start({ BisectBatchOnFunctionError: true, MaximumRetryAttempts: 0 });
  await putTogether(started, ['a'], ['b'], ['c', 'throw'], ['d']);
  await expect.poll(started.batches).toEqual(['abcd', 'ab', 'cd', 'c', 'd']);
});

test('from the record on that the function named, a batch is tried again, and given up without an error of the function', async () => {
  const started = await start({
    FunctionResponseTypes: ['ReportBatchItemFailures'],
    MaximumRetryAttempts: 1,
    DestinationConfig: { OnFailure: { Destination: { 'Fn::GetAtt': ['Failed', 'Arn'] } } },
  });
  await putTogether(started, ['a'], ['b', 'fail'], ['c']);
  await expect.poll(started.batches).toEqual(['abc']);
  await started.local.advance(30_000);
  expect(started.batches()).toEqual(['abc', 'bc', 'bc']);
  const { body } = await started.local.receiveMessage('failed');
  expect(body).toMatchObject({
    requestContext: { condition: 'RetryAttemptsExhausted', approximateInvokeCount: 2 },
    responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: null },
    DDBStreamBatchInfo: { batchSize: 2 },
  });
});

test('a mapping that is made later sees what comes after it, or everything', async () => {
  const { local, put, batches } = await start({ Enabled: false });
  await put('a');
  const lambda = new LambdaClient({ ...local.clientConfig, maxAttempts: 1 });
  onTestFinished(() => lambda.destroy());
  const again = { FunctionName: 'Listener', EventSourceArn: StreamArn };
  await expect(
    lambda.send(new CreateEventSourceMappingCommand({ ...again, StartingPosition: 'LATEST' })),
  ).rejects.toMatchObject({
    name: 'ResourceConflictException',
    message: expect.stringContaining(
      `The event source arn (" ${StreamArn} ") and function (" Listener ") provided mapping already exists.`,
    ),
  });
  const moment = { StartingPosition: 'LATEST', StartingPositionTimestamp: new Date() } as const;
  await expect(
    lambda.send(new CreateEventSourceMappingCommand({ ...again, ...moment })),
  ).rejects.toMatchObject({
    name: 'InvalidParameterValueException',
    message: 'Timestamp only valid with StartingPosition AT_TIMESTAMP',
  });
  await local.setMappingEnabled('Listener', true);
  await expect.poll(batches).toEqual(['a']);
});

test('after a restart the stream goes on where it was done with', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'local-streams-'));
  onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }));
  const before = await start({}, { dataDir });
  await before.put('a');
  await expect.poll(before.batches).toEqual(['a']);
  await before.put('b', 'throw');
  await before.local.idle();
  await before.local.stop();
  const after = await start({}, { dataDir });
  await after.local.advance(3000);
  expect(new Set(after.batches())).toEqual(new Set(['b']));
});

test("a stream's mapping is shown as recorded from Lambda", async () => {
  const { local } = await start({ MaximumRetryAttempts: 1 });
  const lambda = new LambdaClient({ ...local.clientConfig, maxAttempts: 1 });
  onTestFinished(() => lambda.destroy());
  const { EventSourceMappings } = await lambda.send(new ListEventSourceMappingsCommand({}));
  const { LastModified, UUID, ...shown } = EventSourceMappings?.[0] ?? {};
  expect(shown).toEqual({
    EventSourceArn: StreamArn,
    EventSourceMappingArn: `arn:aws:lambda:us-east-1:000000000000:event-source-mapping:${UUID}`,
    FunctionArn: 'arn:aws:lambda:us-east-1:000000000000:function:Listener',
    State: 'Enabled',
    StateTransitionReason: 'User action',
    BatchSize: 100,
    MaximumBatchingWindowInSeconds: 0,
    StartingPosition: 'LATEST',
    MaximumRetryAttempts: 1,
    MaximumRecordAgeInSeconds: -1,
    BisectBatchOnFunctionError: false,
    ParallelizationFactor: 1,
    TumblingWindowInSeconds: 0,
    DestinationConfig: { OnFailure: {} },
    FunctionResponseTypes: [],
    LastProcessingResult: 'No records processed',
  });
});

test('settings without effect are taken, and a day is the longest that a batch is tried', async () => {
  const { local, put, batches } = await start({
    MetricsConfig: { Metrics: ['EventCount'] },
    Tags: [{ Key: 'team', Value: 'orders' }],
  });
  await put('a', 'throw');
  await local.advance(25 * 3_600_000);
  await put('b');
  await expect.poll(() => batches().at(-1)).toBe('b');
});

test.each([
  ['no starting position', { StartingPosition: undefined }, /null at startingPosition/],
  [
    'a moment to start at',
    { StartingPosition: 'AT_TIMESTAMP' },
    /Unsupported starting position for arn type: arn:aws:dynamodb/,
  ],
  ['a tumbling window', { TumblingWindowInSeconds: 30 }, /tumbling windows are not supported/],
  ['a maximum concurrency', { ScalingConfig: { MaximumConcurrency: 2 } }, /ScalingConfig/],
  ['a record age between', { MaximumRecordAgeInSeconds: 30 }, /MaximumRecordAgeInSeconds/],
  [
    'a bucket to report to',
    { DestinationConfig: { OnFailure: { Destination: 'arn:aws:s3:::b' } } },
    /arn:aws:s3/,
  ],
  [
    'a FIFO queue to report to',
    { DestinationConfig: { OnFailure: { Destination: 'arn:aws:sqs:us-east-1:000000000000:failed.fifo' } } },
    /go to a standard queue or topic/,
  ],
  ['a stream that is not there', { EventSourceArn: `${StreamArn}0` }, /Stream not found/],
])('a mapping of a stream with %s is refused at the start', async (_, mapping, message) => {
  await expect(runtime(app(mapping))).rejects.toThrow(message);
});

test.each(actions.slice(0, 3))('a mapping whose role may not %s is refused at the start', async (missing) => {
  const granted = actions.filter((action) => action !== missing);
  await expect(runtime(app({}, granted))).rejects.toThrow(
    /Cannot access stream .* Please ensure the role can perform the GetRecords/,
  );
});
