import { expect, onTestFinished, test, vi } from 'vitest';
import { createRoom, type RoomOptions } from './room.ts';

/** Test helper: counts what was let in, on fake timers. */
function room(
  options: Pick<RoomOptions, 'least' | 'most'> & Partial<RoomOptions>,
  load: number,
  services = 0,
) {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const made = createRoom({
    cores: options.least,
    ...options,
    inside: () => [{ load: () => load }],
    services: { load: () => services },
  });
  let entered = 0;
  const enter = () =>
    void made.enter().then(() => {
      entered += 1;
    });
  return { ...made, enter, entered: () => entered };
}

test('where those inside compute, the others wait for one to leave', async () => {
  const { enter, leave, entered } = room({ least: 1, most: () => 4 }, 0.9);
  for (let each = 0; each < 3; each += 1) enter();
  await vi.advanceTimersByTimeAsync(1000);
  expect(entered()).toBe(1);
  leave();
  await vi.advanceTimersByTimeAsync(0);
  expect(entered()).toBe(2);
});

test('where those inside wait for something, more are let in, one after the other and up to the most', async () => {
  const { enter, entered } = room({ least: 1, most: () => 3 }, 0.05);
  for (let each = 0; each < 5; each += 1) enter();
  await vi.advanceTimersByTimeAsync(60);
  expect(entered()).toBe(2);
  await vi.advanceTimersByTimeAsync(1000);
  expect(entered()).toBe(3);
});

test('where those inside wait for services that compute, none is let in beside them', async () => {
  const { enter, entered } = room({ least: 1, most: () => 4 }, 0.05, 0.9);
  for (let each = 0; each < 3; each += 1) enter();
  await vi.advanceTimersByTimeAsync(1000);
  expect(entered()).toBe(1);
});

test('a crowd that waits is worth another instance at once, though those inside compute', async () => {
  const { enter, entered } = room({ least: 1, cores: 2, most: () => 4 }, 0.9, 0.9);
  for (let each = 0; each < 10; each += 1) enter();
  await vi.advanceTimersByTimeAsync(1000);
  expect(entered()).toBe(1);
  for (let each = 0; each < 20; each += 1) enter();
  await vi.advanceTimersByTimeAsync(1000);
  expect(entered()).toBe(2);
});

test('an opening is announced without being taken, and lets the next one in as well', async () => {
  const { enter, leave, opening, entered } = room({ least: 1, most: () => 1 }, 0.9);
  enter();
  const announced = vi.fn();
  void opening().then(announced);
  enter();
  await vi.advanceTimersByTimeAsync(100);
  expect([announced.mock.calls.length, entered()]).toEqual([0, 1]);
  leave();
  await vi.advanceTimersByTimeAsync(100);
  expect([announced.mock.calls.length, entered()]).toEqual([1, 2]);
});

test('nothing is let in once it is closed, and no timer stays behind', async () => {
  const { enter, leave, opening, close, entered } = room({ least: 1, most: () => 4 }, 0);
  enter();
  enter();
  close();
  leave();
  enter();
  void opening();
  await vi.advanceTimersByTimeAsync(1000);
  expect([entered(), vi.getTimerCount()]).toEqual([1, 0]);
});
