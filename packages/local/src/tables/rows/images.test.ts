import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { type Answer, tableById, testTables } from '../../../test/test-tables.ts';
import { openFileStore } from '../../foundation/data/file-store.ts';
import { openStore, type Store } from '../../foundation/data/store.ts';
import { openImages } from './images.ts';

const START = 1_800_000_000_000;
const ids = ['a', 'b', 'c', 'd', 'e'];
const item = (id: string, letter: string) => ({ id: { S: id }, text: { S: letter.repeat(300_000) } });

/** A table with a stream and point-in-time recovery, whose items are written in transactions. */
async function openLogged() {
  const time = { now: START };
  const store = openStore();
  const clock = { now: () => time.now, setTimer: () => ({ cancel() {} }) };
  const { call } = testTables({ store, clock });
  const StreamSpecification = { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' };
  const { TableDescription } = await call('CreateTable', { ...tableById, StreamSpecification });
  await call('UpdateContinuousBackups', {
    TableName: 'items',
    PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
  });
  const StreamArn: string = TableDescription.LatestStreamArn;
  const { Shards } = (await call('DescribeStream', { StreamArn })).StreamDescription;
  const begin = async (): Promise<string> => {
    const from = { StreamArn, ShardId: Shards[0].ShardId, ShardIteratorType: 'TRIM_HORIZON' };
    return (await call('GetShardIterator', from)).ShardIterator;
  };
  const putAll = (letter: string) =>
    call('TransactWriteItems', {
      TransactItems: ids.map((id) => ({ Put: { TableName: 'items', Item: item(id, letter) } })),
    });
  const deleteAll = () =>
    call('TransactWriteItems', {
      TransactItems: ids.map((id) => ({ Delete: { TableName: 'items', Key: { id: { S: id } } } })),
    });
  return { time, store, call, begin, putAll, deleteAll };
}

const countOf = (store: Store, table: string) =>
  Number(store.prepare(`SELECT count(*) AS count FROM ${table}`).get()?.count);
const longest = (store: Store, table: string, column: string) =>
  Number(store.prepare(`SELECT max(octet_length(${column})) AS bytes FROM ${table}`).get()?.bytes);

test('when a transaction of large items takes effect, its logs get no more than the numbers of images that are there', async () => {
  const { store, putAll, deleteAll } = await openLogged();
  await putAll('x');
  await putAll('y');
  await deleteAll();
  // New, new and old, and old ones for the stream; old ones of the latter two for point-in-time recovery.
  expect(countOf(store, 'table_images')).toBe(6 * ids.length);
  expect(countOf(store, 'table_staged_images')).toBe(0);
  expect(longest(store, 'stream_records', 'record')).toBeLessThan(1000);
  expect(longest(store, 'table_changes', 'item')).toBeLessThan(10);
});

test('records have their images, and are a megabyte in one answer with them', async () => {
  const { call, begin, putAll, deleteAll } = await openLogged();
  await putAll('x');
  await deleteAll();
  const records: Answer[] = [];
  const pages: number[] = [];
  for (let ShardIterator = await begin(); records.length < 2 * ids.length; ) {
    const { Records, NextShardIterator } = await call('GetRecords', { ShardIterator });
    records.push(...Records);
    pages.push(Records.length);
    ShardIterator = NextShardIterator;
  }
  expect(pages).toEqual([3, 3, 3, 1]);
  expect(records.map(({ dynamodb: { NewImage, OldImage } }) => ({ NewImage, OldImage }))).toEqual([
    ...ids.map((id) => ({ NewImage: item(id, 'x') })),
    ...ids.map((id) => ({ OldImage: item(id, 'x') })),
  ]);
  expect(records.filter((record) => 'images' in record)).toEqual([]);
});

test('a table is restored to what large items were', async () => {
  const { time, call, putAll, deleteAll } = await openLogged();
  time.now += 1000;
  await putAll('x');
  time.now += 10_000;
  await deleteAll();
  time.now += 600_000;
  await call('RestoreTableToPointInTime', {
    ...{ SourceTableName: 'items', TargetTableName: 'restored' },
    RestoreDateTime: START / 1000 + 5,
  });
  for (const id of ids)
    expect(await call('GetItem', { TableName: 'restored', Key: { id: { S: id } } })).toEqual({
      Item: item(id, 'x'),
    });
});

test('images go with what refers to them', async () => {
  const { time, store, call, putAll } = await openLogged();
  await putAll('x');
  await putAll('y');
  time.now += 36 * 24 * 3_600_000;
  await call('PutItem', { TableName: 'items', Item: { id: { S: 'other' } } });
  expect(countOf(store, 'stream_records')).toBe(1);
  expect(countOf(store, 'table_images')).toBe(0);
});

test('a transaction that can not be written leaves no images', async () => {
  const { store, putAll } = await openLogged();
  store.define(
    "CREATE TRIGGER no BEFORE INSERT ON table_items WHEN new.item LIKE '%zzz%' BEGIN SELECT RAISE(ABORT, 'no'); END",
  );
  await expect(putAll('z')).rejects.toThrow('no');
  expect(countOf(store, 'table_images')).toBe(0);
});

test('what was staged when the process ended is removed at the next start', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'local-images-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  const open = () => openFileStore(join(directory, 'runtime.sqlite'));
  const first = open();
  openImages(first).stage('stream', item('a', 'x'));
  expect(countOf(first, 'table_images')).toBe(1);
  first.close();
  const second = open();
  onTestFinished(() => second.close());
  openImages(second);
  expect(countOf(second, 'table_images')).toBe(0);
});
