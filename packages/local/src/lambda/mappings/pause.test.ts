import { expect, onTestFinished, test } from 'vitest';
import { createManualClock } from '../../foundation/manual-clock.ts';
import { pause } from './pause.ts';

function stoppedClock() {
  const clock = createManualClock({ stopped: true, idle: () => Promise.resolve() });
  onTestFinished(clock.stop);
  return clock;
}

test('a pause is over after its time', async () => {
  const clock = stoppedClock();
  const paused = pause(clock, 1000, new AbortController().signal);
  await clock.advance(1000);
  await paused;
});

test.each([
  ['before it began', true],
  ['meanwhile', false],
])('a pause whose signal is aborted %s is over at once, and leaves no timer', async (_, isBefore) => {
  const clock = stoppedClock();
  const start = clock.now();
  const stopping = new AbortController();
  if (isBefore) stopping.abort();
  const paused = pause(clock, 1000, stopping.signal);
  stopping.abort();
  await paused;
  await clock.advanceToNext();
  expect(clock.now()).toBe(start);
});
