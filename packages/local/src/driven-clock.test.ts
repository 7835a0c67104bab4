import { expect, test } from 'vitest';
import { createActivity } from './activity.ts';
import { createDrivenClock } from './driven-clock.ts';

function stoppedClock() {
  const activity = createActivity();
  return { activity, clock: createDrivenClock({ stopped: true, quiet: activity.quiet }) };
}

test('a stopped clock moves only when it is advanced', async () => {
  const { clock } = stoppedClock();
  const begun = clock.now();
  await new Promise((resolve) => setTimeout(resolve, 5));
  expect(clock.now()).toBe(begun);
  await clock.advance(86_400_000);
  expect(clock.now()).toBe(begun + 86_400_000);
});

test('alarms ring in their order, each at its own time', async () => {
  const { clock } = stoppedClock();
  const begun = clock.now();
  const rung: [string, number][] = [];
  const ring = (name: string) => () => rung.push([name, clock.now() - begun]);
  clock.wakeAt(begun + 30, ring('third'));
  clock.wakeAt(begun + 10, ring('first'));
  clock.wakeAt(begun + 20, ring('second'));
  clock.wakeAt(begun + 20, ring('never')).cancel();
  clock.wakeAt(begun + 31, ring('too late'));
  await clock.advance(30);
  expect(rung).toEqual([
    ['first', 10],
    ['second', 20],
    ['third', 30],
  ]);
});

test('what an alarm starts comes to rest, and its own alarms ring, before time goes on', async () => {
  const { activity, clock } = stoppedClock();
  const begun = clock.now();
  const seen: number[] = [];
  clock.wakeAt(begun + 10, () => {
    const work = new Promise<void>((resolve) => setTimeout(resolve, 5)).then(() => {
      seen.push(clock.now() - begun);
      clock.wakeAt(begun + 15, () => seen.push(clock.now() - begun));
    });
    void activity.track(work);
  });
  clock.wakeAt(begun + 20, () => seen.push(clock.now() - begun));
  await clock.advance(100);
  expect(seen).toEqual([10, 15, 20]);
});

test('work that fails does not keep time from going on', async () => {
  const { activity, clock } = stoppedClock();
  activity.track(Promise.reject(new Error('lost'))).catch(() => {});
  await clock.advance(1);
});

test('an alarm in the past rings soon', async () => {
  const { clock } = stoppedClock();
  const { promise, resolve } = Promise.withResolvers<void>();
  clock.wakeAt(clock.now() - 1, resolve);
  await promise;
});

test('a flowing clock goes on with the machine, and can be advanced', async () => {
  const clock = createDrivenClock({ stopped: false, quiet: createActivity().quiet });
  const before = clock.now();
  let rung = false;
  clock.wakeAt(before + 3_600_000, () => {
    rung = true;
  });
  await clock.advance(3_600_000);
  expect(rung).toBe(true);
  expect(clock.now()).toBeGreaterThanOrEqual(before + 3_600_000);
  const { promise, resolve } = Promise.withResolvers<void>();
  clock.wakeAt(clock.now() + 5, resolve);
  await promise;
  clock.stop();
});
