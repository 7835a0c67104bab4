import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { systemClock } from './clock.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const DAY = 86_400_000;

it('a timer of a year does not fire at once, as a plain one would', async () => {
  const run = vi.fn();
  systemClock.after(365 * DAY, run);
  await vi.advanceTimersByTimeAsync(364 * DAY);
  expect(run).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(DAY);
  expect(run).toHaveBeenCalledTimes(1);
});

it('a timer that is cancelled does not fire, also after its first stretch', async () => {
  const run = vi.fn();
  const cancelTimer = systemClock.after(60 * DAY, run);
  await vi.advanceTimersByTimeAsync(30 * DAY);
  cancelTimer();
  await vi.advanceTimersByTimeAsync(60 * DAY);
  expect(run).not.toHaveBeenCalled();
});
