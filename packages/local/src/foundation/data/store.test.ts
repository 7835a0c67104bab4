import { setImmediate as turn } from 'node:timers/promises';
import { expect, onTestFinished, test, vi } from 'vitest';
import { createStore, openDatabase } from './store.ts';

function open() {
  vi.useFakeTimers({ toFake: ['performance', 'setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  const seen = { commits: 0 };
  const store = createStore(openDatabase(':memory:'), {
    beforeBegin() {},
    afterDefine() {},
    beforeCommit() {},
    afterCommit() {
      seen.commits += 1;
    },
    onClose() {},
  });
  onTestFinished(store.close);
  store.define('CREATE TABLE numbers (number INTEGER)');
  const add = store.prepare('INSERT INTO numbers VALUES (?)');
  return { store, seen, write: (number: number) => store.write(() => void add.run(number)) };
}

test('what one turn writes is committed at its end, where a caller waits for it', async () => {
  const { store, seen, write } = open();
  write(1);
  const committed = store.committed();
  write(2);
  await turn();
  expect(seen.commits).toBe(1);
  await committed;
  await store.committed();
  expect(seen.commits).toBe(1);
});

test('what no caller waits for is committed with what is written next', async () => {
  const { store, seen, write } = open();
  write(1);
  await turn();
  expect(seen.commits).toBe(0);
  write(2);
  await store.committed();
  expect(seen.commits).toBe(1);
});

test('what no caller waits for is committed after ten milliseconds all the same', () => {
  const { seen, write } = open();
  for (const commits of [1, 2]) {
    write(commits);
    vi.advanceTimersByTime(9);
    expect(seen.commits).toBe(commits - 1);
    vi.advanceTimersByTime(1);
    expect(seen.commits).toBe(commits);
  }
});

test('what no caller waits for lets others have a turn first, where it took long to write', async () => {
  const { seen, write } = open();
  write(1);
  const late = performance.now() + 30;
  onTestFinished(() => void vi.restoreAllMocks());
  vi.spyOn(performance, 'now').mockReturnValue(late);
  vi.advanceTimersByTime(10);
  expect(seen.commits).toBe(0);
  await turn();
  expect(seen.commits).toBe(1);
});

test('what took long to write is committed a turn later, with what was written in between', async () => {
  const { store, seen, write } = open();
  write(1);
  const committed = store.committed();
  vi.advanceTimersByTime(30);
  await turn();
  expect(seen.commits).toBe(0);
  write(2);
  await committed;
  expect(seen.commits).toBe(1);
  await turn();
  await turn();
  expect(seen.commits).toBe(1);
});
