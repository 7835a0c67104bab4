import { expect, test } from 'vitest';
import { createActivity } from './activity.ts';
import { createManualClock } from './manual-clock.ts';

function stoppedClock() {
  const activity = createActivity();
  return { activity, clock: createManualClock({ stopped: true, idle: activity.idle }) };
}

test('a stopped clock moves only when it is advanced', async () => {
  const { clock } = stoppedClock();
  const begun = clock.now();
  await new Promise((resolve) => setTimeout(resolve, 5));
  expect(clock.now()).toBe(begun);
  await clock.advance(86_400_000);
  expect(clock.now()).toBe(begun + 86_400_000);
});

test('timers fire in their order, each at its own time', async () => {
  const { clock } = stoppedClock();
  const begun = clock.now();
  const fired: [string, number][] = [];
  const fire = (name: string) => () => fired.push([name, clock.now() - begun]);
  clock.setTimer(begun + 30, fire('third'));
  clock.setTimer(begun + 10, fire('first'));
  clock.setTimer(begun + 20, fire('second'));
  clock.setTimer(begun + 20, fire('never')).cancel();
  clock.setTimer(begun + 31, fire('too late'));
  await clock.advance(30);
  expect(fired).toEqual([
    ['first', 10],
    ['second', 20],
    ['third', 30],
  ]);
});

test('what a timer starts comes to rest, and its own timers fire, before time goes on', async () => {
  const { activity, clock } = stoppedClock();
  const begun = clock.now();
  const seen: number[] = [];
  clock.setTimer(begun + 10, () => {
    const work = new Promise<void>((resolve) => setTimeout(resolve, 5)).then(() => {
      seen.push(clock.now() - begun);
      clock.setTimer(begun + 15, () => seen.push(clock.now() - begun));
    });
    void activity.track(work);
  });
  clock.setTimer(begun + 20, () => seen.push(clock.now() - begun));
  await clock.advance(100);
  expect(seen).toEqual([10, 15, 20]);
});

test('work that fails does not keep time from going on', async () => {
  const { activity, clock } = stoppedClock();
  activity.track(Promise.reject(new Error('lost'))).catch(() => {});
  await clock.advance(1);
});

test('a timer in the past rings soon', async () => {
  const { clock } = stoppedClock();
  const { promise, resolve } = Promise.withResolvers<void>();
  clock.setTimer(clock.now() - 1, resolve);
  await promise;
});

test('a flowing clock goes on with the machine, and can be advanced', async () => {
  const clock = createManualClock({ stopped: false, idle: createActivity().idle });
  const before = clock.now();
  let fired = false;
  clock.setTimer(before + 3_600_000, () => {
    fired = true;
  });
  await clock.advance(3_600_000);
  expect(fired).toBe(true);
  expect(clock.now()).toBeGreaterThanOrEqual(before + 3_600_000);
  const { promise, resolve } = Promise.withResolvers<void>();
  clock.setTimer(clock.now() + 5, resolve);
  await promise;
  clock.stop();
});
