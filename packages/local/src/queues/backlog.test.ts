import { expect, test } from 'vitest';
import { createMemoryKeyValueStore } from '../foundation/data/key-value-store.ts';
import { createBacklog } from './backlog.ts';
import type { Message } from './message.ts';

const SENT_AT = 1_000_000;
const RETENTION_MS = 60_000;

function backlogOf(isFifo = false) {
  const time = { now: SENT_AT };
  const clock = { now: () => time.now, setTimer: () => ({ cancel() {} }) };
  const collection = createMemoryKeyValueStore().collection<Message>('messages');
  const options = { retentionMs: () => RETENTION_MS, isFifo };
  return { time, collection, clock, options, backlog: createBacklog(clock, collection, options) };
}

const message = (id: string, properties: Partial<Message> = {}): Message => ({
  ...{ id, body: '', attributes: {}, senderId: 'sender' },
  ...{ sentAt: SENT_AT, receiveCount: 0, visibleAt: SENT_AT },
  ...properties,
});

const visible = (backlog: ReturnType<typeof backlogOf>['backlog']) =>
  [...backlog.visible()].map(({ id }) => id);

test('a message that becomes visible again takes its place in the order of sending', () => {
  const { time, backlog } = backlogOf();
  for (const id of ['a', 'b', 'c']) backlog.keep(message(id));
  backlog.keep(message('a', { visibleAt: SENT_AT + 2, receipt: 'r' }));
  backlog.keep(message('d', { visibleAt: SENT_AT + 1 }));
  expect(visible(backlog)).toEqual(['b', 'c']);
  expect(backlog.counts()).toEqual({ visible: 2, delayed: 1, inFlight: 1 });
  time.now += 2;
  expect(visible(backlog)).toEqual(['a', 'b', 'c', 'd']);
});

test('the next time is that of the first visible message, otherwise of the hidden one that is due first', () => {
  const { time, backlog } = backlogOf();
  expect(backlog.nextVisibleAt()).toBeUndefined();
  backlog.keep(message('late', { visibleAt: SENT_AT + 20 }));
  backlog.keep(message('soon', { visibleAt: SENT_AT + 10 }));
  expect(backlog.nextVisibleAt()).toBe(SENT_AT + 10);
  backlog.drop(message('soon'));
  expect(backlog.nextVisibleAt()).toBe(SENT_AT + 20);
  time.now += 20;
  expect(backlog.nextVisibleAt()).toBe(SENT_AT + 20);
});

test('a message waits for those before it in its group that are hidden, and for no others', () => {
  const { time, backlog } = backlogOf(true);
  const hide = (id: string, ms: number) =>
    backlog.keep(message(id, { groupId: 'a', visibleAt: SENT_AT + ms }));
  for (const id of ['a1', 'a2', 'a3']) backlog.keep(message(id, { groupId: 'a' }));
  backlog.keep(message('b1', { groupId: 'b' }));
  hide('a1', 5);
  hide('a2', 10);
  expect(visible(backlog)).toEqual(['b1']);
  time.now += 5;
  expect(visible(backlog)).toEqual(['a1', 'b1']);
  backlog.drop(message('a2'));
  expect(visible(backlog)).toEqual(['a1', 'a3', 'b1']);
});

test('one receive takes as many as it can of a group before it goes on to the next', () => {
  const { backlog } = backlogOf(true);
  for (const id of ['a1', 'b1', 'a2', 'b2', 'c1', 'a3']) backlog.keep(message(id, { groupId: id.charAt(0) }));
  const taken: string[] = [];
  for (const { id, groupId = '' } of backlog.visible()) {
    backlog.keep(message(id, { groupId, visibleAt: SENT_AT + 5, receipt: 'r' }));
    if (taken.push(id) === 4) break;
  }
  expect(taken).toEqual(['a1', 'a2', 'a3', 'b1']);
  expect(visible(backlog)).toEqual(['c1']);
});

test('messages are gone once their retention is over, visible or not', () => {
  const { time, backlog, collection } = backlogOf();
  backlog.keep(message('old'));
  backlog.keep(message('hidden', { visibleAt: SENT_AT + RETENTION_MS * 2 }));
  backlog.keep(message('new', { sentAt: SENT_AT + 1 }));
  time.now += RETENTION_MS;
  expect(visible(backlog)).toEqual(['new']);
  expect([...collection.entries()].map(([id]) => id)).toEqual(['new']);
  time.now += 1;
  expect(backlog.nextVisibleAt()).toBeUndefined();
  expect(backlog.get('new')).toBeUndefined();
});

test('what was kept is there again, in its order', () => {
  const { backlog, clock, collection, options } = backlogOf();
  for (const id of ['a', 'b', 'c']) backlog.keep(message(id));
  backlog.keep(message('a', { visibleAt: SENT_AT + 5, receipt: 'r' }));
  const again = createBacklog(clock, collection, options);
  expect(visible(again)).toEqual(['b', 'c']);
  expect(again.counts()).toEqual({ visible: 2, delayed: 0, inFlight: 1 });
});

test.each([false, true])('few messages are looked at, however many wait (FIFO: %s)', (isFifo) => {
  const { backlog } = backlogOf(isFifo);
  let looks = 0;
  for (let n = 0; n < 20_000; n += 1) {
    const { visibleAt: _, ...rest } = message(`m${n}`, { groupId: `g${n}` });
    const counted = {
      ...rest,
      get visibleAt() {
        looks += 1;
        return SENT_AT;
      },
    };
    backlog.keep(counted);
  }
  looks = 0;
  for (const taken of backlog.visible()) {
    backlog.keep(message(taken.id, { groupId: `${taken.groupId}`, visibleAt: SENT_AT + 30_000 }));
    if (backlog.counts().inFlight + backlog.counts().delayed === 100) break;
  }
  expect(backlog.nextVisibleAt()).toBe(SENT_AT);
  expect(looks).toBeLessThan(1_000);
});
