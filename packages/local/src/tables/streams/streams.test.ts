import { expect, test } from 'vitest';
import { type Answer, tableById, testTables } from '../../../test/test-tables.ts';
import type { Clock } from '../../foundation/clock.ts';
import { openStore } from '../../foundation/data/store.ts';

const streaming = (StreamViewType: string) => ({
  ...tableById,
  StreamSpecification: { StreamEnabled: true, StreamViewType },
});

async function openStream(viewType: string) {
  const { call, tables } = testTables();
  const { TableDescription } = await call('CreateTable', streaming(viewType));
  const StreamArn: string = TableDescription.LatestStreamArn;
  const { StreamDescription } = await call('DescribeStream', { StreamArn });
  const [{ ShardId }] = StreamDescription.Shards;
  const iterator = async (ShardIteratorType: string) =>
    (await call('GetShardIterator', { StreamArn, ShardId, ShardIteratorType })).ShardIterator;
  const key = { TableName: 'items', Key: { id: { S: 'a' } } };
  const set = (value: string) =>
    call('UpdateItem', {
      ...key,
      UpdateExpression: 'SET v = :v',
      ExpressionAttributeValues: { ':v': { S: value } },
    });
  const read = async (ShardIterator: string, more = {}): Promise<Answer> =>
    call('GetRecords', { ShardIterator, ...more });
  return { call, tables, StreamArn, iterator, key, set, read };
}

test('every change is a record, in order, with both images; what changes nothing is none', async () => {
  const { call, iterator, key, set, read } = await openStream('NEW_AND_OLD_IMAGES');
  await set('1');
  await set('2');
  await set('2');
  await call('DeleteItem', key);
  await call('DeleteItem', key);
  const { Records } = await read(await iterator('TRIM_HORIZON'));
  const image = (v: string) => ({ id: { S: 'a' }, v: { S: v } });
  expect(
    Records.map(({ eventName, dynamodb: { NewImage, OldImage } }: Answer) => ({
      eventName,
      NewImage,
      OldImage,
    })),
  ).toEqual([
    { eventName: 'INSERT', NewImage: image('1'), OldImage: undefined },
    { eventName: 'MODIFY', NewImage: image('2'), OldImage: image('1') },
    { eventName: 'REMOVE', NewImage: undefined, OldImage: image('2') },
  ]);
  const sequences = Records.map(({ dynamodb }: Answer) => dynamodb.SequenceNumber);
  expect(sequences).toEqual(sequences.toSorted());
});

test.each([
  ['KEYS_ONLY', []],
  ['NEW_IMAGE', ['NewImage']],
  ['OLD_IMAGE', ['OldImage']],
])('a stream of %s shows %j of a change', async (viewType, images) => {
  const { iterator, set, read } = await openStream(viewType);
  await set('1');
  await set('2');
  const { Records } = await read(await iterator('TRIM_HORIZON'));
  const shown = Object.keys(Records[1].dynamodb).filter((name) => name.endsWith('Image'));
  expect(shown).toEqual(images);
  expect(Records[1].dynamodb.Keys).toEqual({ id: { S: 'a' } });
});

test('a reader goes on where it stood, from the latest too, and is called when there is more', async () => {
  const { tables, StreamArn, iterator, set, read } = await openStream('NEW_IMAGE');
  await set('1');
  const latest = await iterator('LATEST');
  let calls = 0;
  const end = tables.onStreamRecords(StreamArn, () => {
    calls += 1;
  });
  await set('2');
  await set('3');
  const first = await read(latest, { Limit: 1 });
  const second = await read(first.NextShardIterator);
  const values = [first, second].map(({ Records }) =>
    Records.map(({ dynamodb }: Answer) => dynamodb.NewImage.v.S),
  );
  expect(values).toEqual([['2'], ['3']]);
  expect(calls).toBe(2);
  end();
});

test('streams are listed by table, and one that was switched off keeps its records', async () => {
  const { call, StreamArn, iterator, set, read } = await openStream('NEW_IMAGE');
  await set('1');
  await call('UpdateTable', { TableName: 'items', StreamSpecification: { StreamEnabled: false } });
  await set('2');
  expect((await call('ListStreams', { TableName: 'items' })).Streams).toMatchObject([
    { StreamArn, TableName: 'items' },
  ]);
  const { Records, NextShardIterator } = await read(await iterator('TRIM_HORIZON'));
  expect(Records).toHaveLength(1);
  expect((await read(NextShardIterator)).NextShardIterator).toBeUndefined();
});

test('GetRecords answers one megabyte at most, and goes on where it ended', async () => {
  const { iterator, set, read } = await openStream('NEW_IMAGE');
  for (const letter of ['a', 'b', 'c', 'd', 'e']) await set(letter.repeat(300_000));
  let position = await iterator('TRIM_HORIZON');
  const pages: string[][] = [];
  for (let page = 0; page < 3; page += 1) {
    const { Records, NextShardIterator } = await read(position);
    pages.push(Records.map(({ dynamodb }: Answer) => dynamodb.NewImage.v.S[0]));
    position = NextShardIterator;
  }
  expect(pages).toEqual([['a', 'b', 'c'], ['d', 'e'], []]);
});

test('records of more than a day are not given out, and go as new ones come', async () => {
  let now = 1_800_000_000_000;
  const store = openStore();
  const clock: Clock = { now: () => now, setTimer: () => ({ cancel: () => {} }) };
  const { call } = testTables({ store, clock });
  const { TableDescription } = await call('CreateTable', streaming('KEYS_ONLY'));
  const put = (id: string) => call('PutItem', { TableName: 'items', Item: { id: { S: id } } });
  for (let n = 0; n < 25; n += 1) await put(`old ${n}`);
  now += 25 * 3_600_000;
  const StreamArn: string = TableDescription.LatestStreamArn;
  const { StreamDescription } = await call('DescribeStream', { StreamArn });
  const { ShardId } = StreamDescription.Shards[0];
  const { ShardIterator } = await call('GetShardIterator', {
    ...{ StreamArn, ShardId, ShardIteratorType: 'TRIM_HORIZON' },
  });
  expect((await call('GetRecords', { ShardIterator })).Records).toEqual([]);
  for (const id of ['1', '2', '3']) await put(id);
  expect((await call('GetRecords', { ShardIterator })).Records).toHaveLength(3);
  expect(store.prepare('SELECT count(*) AS records FROM stream_records').get()).toEqual({ records: 3 });
});

test('a description that begins after the only shard has none', async () => {
  const { call, StreamArn } = await openStream('KEYS_ONLY');
  const { StreamDescription: whole } = await call('DescribeStream', { StreamArn });
  const ExclusiveStartShardId = whole.Shards[0].ShardId;
  const { StreamDescription: rest } = await call('DescribeStream', { StreamArn, ExclusiveStartShardId });
  expect(rest).toEqual({ ...whole, Shards: [] });
});
