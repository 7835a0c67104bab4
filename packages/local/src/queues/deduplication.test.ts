import { expect, test } from 'vitest';
import { createMemoryKeyValueStore } from '../foundation/data/key-value-store.ts';
import { createDeduplication, type Taken } from './deduplication.ts';

const FIVE_MINUTES = 300_000;

test('what was taken is known for five minutes, and what is older goes a few at a time', () => {
  const time = { now: 1_800_000_000_000 };
  const clock = { now: () => time.now, setTimer: () => ({ cancel() {} }) };
  const collection = createMemoryKeyValueStore().collection<Taken>('taken');
  const deduplication = createDeduplication(clock, collection);
  const keep = (id: string) => deduplication.keep(id, { messageId: id, sequenceNumber: '1', at: time.now });
  const kept = () => [...collection.entries()].length;
  for (let n = 0; n < 100; n += 1) keep(String(n));
  time.now += FIVE_MINUTES - 1;
  expect(deduplication.find('99')).toMatchObject({ messageId: '99' });
  time.now += 1;
  expect(deduplication.find('99')).toBeUndefined();
  expect(kept()).toBe(90);
  keep('99');
  for (let n = 0; n < 20; n += 1) expect(deduplication.find('99')).toMatchObject({ messageId: '99' });
  expect(kept()).toBe(1);
});
