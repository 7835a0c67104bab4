import { expect, onTestFinished, test, vi } from 'vitest';
import { gather } from './gather.ts';

/** Test helper: milliseconds until the batch is taken, on fake timers; one message comes every `everyMs`. */
async function gathered(options: { pressedForMs: number; everyMs: number; batchSize: number }) {
  vi.useFakeTimers({ toFake: ['setTimeout', 'performance'] });
  onTestFinished(() => void vi.useRealTimers());
  const begun = performance.now();
  const passed = () => performance.now() - begun;
  const done = gather({
    isPressed: () => passed() < options.pressedForMs,
    visible: () => 1 + Math.floor(passed() / options.everyMs),
    batchSize: options.batchSize,
    signal: new AbortController().signal,
    pause: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
  }).then(passed);
  await vi.advanceTimersByTimeAsync(1000);
  return done;
}

test('on a machine that keeps up, no message waits for others', async () => {
  expect(await gathered({ pressedForMs: 0, everyMs: 1, batchSize: 10 })).toBe(0);
});

test('while invocations wait for an instance, a batch gathers until it is full', async () => {
  expect(await gathered({ pressedForMs: 1000, everyMs: 1, batchSize: 10 })).toBe(10);
});

test('what never fills is taken after 25 ms, or as soon as nothing waits any more', async () => {
  expect(await gathered({ pressedForMs: 1000, everyMs: 500, batchSize: 10 })).toBe(25);
  expect(await gathered({ pressedForMs: 12, everyMs: 500, batchSize: 10 })).toBe(15);
});
