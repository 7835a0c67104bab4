import { expect, it } from 'vitest';
import { elapsedTime } from './elapsed-time.ts';

const clocks = () => {
  const at = { machine: 1_000_000, process: 50 };
  const now = elapsedTime(
    () => at.machine,
    () => at.process,
  );
  return { at, now };
};

it('goes on by the time of the process where the machine’s clock stands still', () => {
  const { at, now } = clocks();
  at.process += 400;
  expect(now()).toBe(400);
});

it('goes on by the machine’s clock where the process was frozen', () => {
  const { at, now } = clocks();
  at.machine += 60_000;
  at.process += 5;
  expect(now()).toBe(60_000);
});

it('does not go back with the machine’s clock', () => {
  const { at, now } = clocks();
  at.machine += 500;
  at.process += 500;
  expect(now()).toBe(500);
  at.machine -= 3_600_000;
  at.process += 100;
  expect(now()).toBe(600);
});
