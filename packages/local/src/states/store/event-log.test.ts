import { expect, onTestFinished, test } from 'vitest';
import { historyEvent } from '../history/event.ts';
import { createEventLog } from './event-log.ts';

const event = (id: number) =>
  historyEvent(id, id - 1, 1000 + id, 'PassStateEntered', { name: 'A', input: `"${'x'.repeat(300)}${id}"` });
const events = Array.from({ length: 20 }, (_, at) => event(at + 1));

const log = (mostHeld?: number) => {
  const created = createEventLog(mostHeld);
  onTestFinished(created.close);
  return created;
};

test.each([
  ['all in memory', undefined],
  ['some in the file', 3_000],
  ['all in the file', 0],
])('a history is read in pages, from either end: %s', (_, mostHeld) => {
  const { add, read } = log(mostHeld);
  add('one', events.slice(0, 7));
  add('other', [event(1)]);
  add('one', events.slice(7));
  expect(read('one', { reverse: false, limit: 100 })).toEqual(events);
  expect(read('one', { reverse: false, after: 18, limit: 5 })).toEqual(events.slice(18));
  expect(read('one', { reverse: true, limit: 2 })).toEqual([event(20), event(19)]);
  expect(read('one', { reverse: true, after: 3, limit: 5 })).toEqual([event(2), event(1)]);
  expect(read('other', { reverse: true, limit: 5 })).toEqual([event(1)]);
  expect(read('none', { reverse: false, limit: 5 })).toEqual([]);
});

test('what is removed makes room, wherever it was', () => {
  const { add, read, remove } = log(1_000);
  add('one', events);
  remove('one');
  expect(read('one', { reverse: false, limit: 5 })).toEqual([]);
  add('one', events);
  expect(read('one', { reverse: false, limit: 100 })).toEqual(events);
});
