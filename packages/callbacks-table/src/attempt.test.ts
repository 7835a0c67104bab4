import { expect, it } from 'vitest';
import { attemptOf, attemptsAfter, tryOf } from './attempt.ts';

it('attempts are numbered by their retries, and go on after a redrive, whose retries begin again', () => {
  const tries = [
    { redriveCount: 0, retryCount: 0 },
    { redriveCount: 0, retryCount: 1 },
    { redriveCount: 0, retryCount: 99_999_999 },
    { redriveCount: 1, retryCount: 0 },
    { redriveCount: 1, retryCount: 2 },
    { redriveCount: 1_000, retryCount: 0 },
  ];
  const numbers = tries.map(attemptOf);
  expect(numbers.slice(0, 2)).toEqual([0, 1]);
  expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
  expect(numbers.every(Number.isSafeInteger)).toBe(true);
  expect(numbers.map(tryOf)).toEqual(tries);
});

it('what belongs to later redrives begins after the last possible retry', () => {
  expect(attemptsAfter(0)).toBe(attemptOf({ redriveCount: 1, retryCount: 0 }));
  expect(attemptOf({ redriveCount: 0, retryCount: 99_999_999 })).toBeLessThan(attemptsAfter(0));
});
