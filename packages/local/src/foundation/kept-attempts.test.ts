import { expect, test } from 'vitest';
import { createMemoryKeyValueStore } from './data/key-value-store.ts';
import { createKeptAttempts } from './kept-attempts.ts';

interface Parcel {
  readonly id: string;
  readonly nextAttemptAt: number;
  readonly attempts: number;
}

const parcel: Parcel = { id: 'a', nextAttemptAt: 0, attempts: 0 };

/** A clock that a test moves, and a store that may refuse. */
function world(attempt: (value: Parcel) => Promise<Parcel | undefined>) {
  const collection = createMemoryKeyValueStore().collection<Parcel>('parcels');
  const state = { now: 0, isFull: false };
  const timers: { at: number; fire: () => void }[] = [];
  const working: Promise<unknown>[] = [];
  const refuse = () => {
    if (state.isFull) throw new Error('the disk is full');
  };
  const attempts = createKeptAttempts<Parcel>({
    clock: {
      now: () => state.now,
      setTimer(at, fire) {
        const timer = { at, fire };
        timers.push(timer);
        return { cancel: () => void timers.splice(timers.indexOf(timer), 1) };
      },
    },
    collection: {
      entries: collection.entries,
      put(key, value) {
        refuse();
        collection.put(key, value);
      },
      remove(key) {
        refuse();
        collection.remove(key);
      },
    },
    keyOf: ({ id }) => id,
    track(work) {
      working.push(work);
      return work;
    },
    attempt,
  });
  return {
    ...{ state, attempts },
    kept: () => [...collection.entries()].map(([, value]) => value),
    async moveTo(now: number) {
      state.now = now;
      for (const { fire } of timers.splice(0).filter(({ at }) => at <= now)) fire();
      // Nothing that goes on in the background rejects: that would end the process.
      await Promise.all(working.splice(0));
    },
  };
}

test('what is to be attempted again is kept with its next time, and forgotten once it is done', async () => {
  const seen: number[] = [];
  const { attempts, kept, moveTo } = world(async ({ attempts: made, ...value }) => {
    seen.push(made);
    return made < 1 ? { ...value, attempts: made + 1, nextAttemptAt: 5000 } : undefined;
  });
  attempts.begin(parcel);
  await moveTo(0);
  expect(kept()).toEqual([{ id: 'a', attempts: 1, nextAttemptAt: 5000 }]);
  await moveTo(5000);
  expect([seen, kept()]).toEqual([[0, 1], []]);
});

test('what can not be kept is not begun', () => {
  const { attempts, state } = world(() => Promise.reject(new Error('not to be attempted')));
  state.isFull = true;
  expect(() => attempts.begin(parcel)).toThrow('the disk is full');
});

test('a store that takes nothing any more, or an attempt that fails as none should, stops nothing', async () => {
  let made = 0;
  const { attempts, kept, state, moveTo } = world(async (value) => {
    made += 1;
    if (made === 1) throw new Error('the disk is full');
    return made === 2 ? { ...value, nextAttemptAt: 9000 } : undefined;
  });
  attempts.begin(parcel);
  state.isFull = true;
  await moveTo(0);
  await moveTo(1000);
  await moveTo(9000);
  expect([made, kept()]).toEqual([3, [parcel]]);
});

test('once it is stopped nothing is attempted again, neither what waits nor what was under way', async () => {
  let made = 0;
  const underWay = Promise.withResolvers<void>();
  const { attempts, kept, moveTo } = world(async (value) => {
    made += 1;
    if (value.id === 'a') await underWay.promise;
    return { ...value, nextAttemptAt: 1000 };
  });
  attempts.begin(parcel);
  attempts.begin({ ...parcel, id: 'b', nextAttemptAt: 1000 });
  attempts.stop();
  underWay.resolve();
  await moveTo(0);
  await moveTo(1000);
  expect(made).toBe(1);
  // The next process goes on with both.
  expect(kept()).toMatchObject([{ id: 'a', nextAttemptAt: 1000 }, { id: 'b' }]);
});
