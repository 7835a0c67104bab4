import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openFileStore } from '../../foundation/data/file-store.ts';
import { openStore, type Store } from '../../foundation/data/store.ts';
import type { Execution } from '../execution/execution.ts';
import { type HistoryEvent, historyEvent } from '../history/event.ts';
import { createStoredStates } from './stored-states.ts';

const machineArn = 'arn:aws:states:eu-west-1:000000000000:stateMachine:orders';

function execution(name: string, of = machineArn): Execution {
  return {
    ...{ arn: `${of}:${name}`, name, machineArn: of, revision: 'r', roleArn: 'role', input: '{}' },
    ...{ startedAt: 1, status: 'RUNNING', lastEventId: 0, lastFrameId: 0, attempts: 0, frames: {} },
  };
}

function events(from: number, count: number, text = ''): HistoryEvent[] {
  return Array.from({ length: count }, (_, at) =>
    historyEvent(from + at, from + at - 1, 1, 'TaskSucceeded', { output: text }),
  );
}

function states(store: Store = openStore()) {
  onTestFinished(store.close);
  return createStoredStates(store);
}

const ids = (history: readonly HistoryEvent[]) => history.map(({ id }) => id);

test('a history is read from an event on, in both directions, and is that of its execution alone', () => {
  const store = states();
  const [one, other] = [execution('one'), execution('other')];
  store.save(one, events(1, 2));
  store.save(other, events(1, 3));
  store.save(one, events(3, 2));
  const read = (query: { reverse: boolean; after?: number; limit?: number }) =>
    ids(store.events(one.arn, { limit: 100, ...query }));
  expect(read({ reverse: false })).toEqual([1, 2, 3, 4]);
  expect(read({ reverse: true })).toEqual([4, 3, 2, 1]);
  expect(read({ reverse: false, after: 2, limit: 1 })).toEqual([3]);
  expect(read({ reverse: true, after: 4, limit: 2 })).toEqual([3, 2]);
  expect(ids(store.events(other.arn, { reverse: true, limit: 100 }))).toEqual([3, 2, 1]);
  expect(store.events('arn:of:none', { reverse: false, limit: 100 })).toEqual([]);
});

test('the last event that a history may have is its own', () => {
  const store = states();
  const [full, next] = [execution('full'), execution('next')];
  store.save(full, events(25_000, 1));
  store.save(next, events(1, 1));
  expect(ids(store.events(full.arn, { reverse: true, limit: 100 }))).toEqual([25_000]);
  expect(ids(store.events(next.arn, { reverse: true, limit: 100 }))).toEqual([1]);
});

test('a machine takes its executions and their histories along, and no others', () => {
  const store = states();
  const [gone, left] = [execution('gone'), execution('left', `${machineArn}-2`)];
  store.save(gone, events(1, 2));
  store.save(left, events(1, 2));
  store.deleteMachine(machineArn);
  expect(store.execution(gone.arn)).toBeUndefined();
  expect(store.events(gone.arn, { reverse: false, limit: 100 })).toEqual([]);
  expect(store.running().map(({ name }) => name)).toEqual(['left']);
  expect(ids(store.events(left.arn, { reverse: false, limit: 100 }))).toEqual([1, 2]);
});

test('a save writes few pages, however many executions there are', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'stored-states-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'runtime.sqlite');
  const store = openFileStore(file);
  const kept = states(store);
  const many = Array.from({ length: 200 }, (_, at) => execution(`${(at * 7919) % 1009}`));
  for (const one of many) kept.save(one, events(1, 4, 'x'.repeat(300)));
  await store.committed();
  const before = statSync(`${file}-wal`).size;
  for (const one of many.slice(-5)) kept.save(one, events(5, 4, 'x'.repeat(300)));
  await store.committed();
  const pages = (statSync(`${file}-wal`).size - before) / 4096;
  expect(pages).toBeLessThan(12);
});
