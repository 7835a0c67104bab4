import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { progressLine, progressReporter } from './progress.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('estimates what is left by what is done', () => {
  expect(progressLine({ done: 0, all: 60, elapsedMs: 5_000 })).toBe('mutate: 0 of 60 changes tested');
  expect(progressLine({ done: 20, all: 60, elapsedMs: 60_000 })).toBe(
    'mutate: 20 of 60 changes tested, about 2 min left',
  );
  expect(progressLine({ done: 59, all: 60, elapsedMs: 60_000 })).toMatch(/less than a minute left$/);
});

it('writes until the last change is tested, those that are left out not counted', () => {
  const lines: string[] = [];
  const reporter = progressReporter((line) => void lines.push(line), Date.now);
  reporter.onMutationTestingPlanReady({
    mutantPlans: [{ plan: 'EarlyResult' }, { plan: 'Run' }, { plan: 'Run' }],
  });
  reporter.onMutantTested({ status: 'Ignored' });
  reporter.onMutantTested({ status: 'NoCoverage' });
  vi.advanceTimersByTime(15_000);
  expect(lines).toEqual(['mutate: 1 of 2 changes tested, less than a minute left']);
  reporter.wrapUp();
  vi.advanceTimersByTime(60_000);
  expect(lines).toHaveLength(1);
});
