import { expect, it } from 'vitest';
import { monthlyCost } from '../src/cost.ts';

const load = { callbacks: 1_000_000, retriesPerCallback: 0, heartbeatsPerCallback: 0, batch: 10 };

it('is what the benchmark counts at the wire, within two percent', () => {
  // docs/performance.md, from `pnpm bench --only cost`: 30.5 in full batches, 32.5 one by one.
  expect(Math.abs(monthlyCost(load).total / 30.5 - 1)).toBeLessThan(0.02);
  expect(Math.abs(monthlyCost({ ...load, batch: 1 }).total / 32.5 - 1)).toBeLessThan(0.02);
});

it('is nothing without callbacks', () => {
  expect(monthlyCost({ ...load, callbacks: 0 }).total).toBe(0);
});

it('counts a retry as another attempt, and its heartbeats apart', () => {
  const once = monthlyCost(load).total;
  expect(monthlyCost({ ...load, retriesPerCallback: 1 }).total).toBeGreaterThan(2 * once);
  const beating = monthlyCost({ ...load, heartbeatsPerCallback: 2 });
  expect(beating.parts.find(({ part }) => part === 'heartbeats')?.amount).toBeGreaterThan(0);
});
