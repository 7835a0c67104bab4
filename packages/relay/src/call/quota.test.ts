import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createQuota } from './quota.ts';

describe('the quota', () => {
  it('gives its burst at once, then its rate, and answers when to ask again', () => {
    let now = 0;
    const quota = createQuota({ callsPerSecond: 10, burst: 3, now: () => now });
    expect([1, 2, 3].map(() => quota.take('SendTaskSuccess'))).toEqual([0, 0, 0]);
    expect(quota.take('SendTaskSuccess')).toBe(100);
    now += 100;
    expect(quota.take('SendTaskSuccess')).toBe(0);
  });

  it('has a bucket for each operation', () => {
    const quota = createQuota({ callsPerSecond: 1, burst: 1, now: () => 0 });
    expect(quota.take('SendTaskSuccess')).toBe(0);
    expect(quota.take('SendTaskHeartbeat')).toBe(0);
    expect(quota.take('SendTaskSuccess')).toBeGreaterThan(0);
  });

  it('takes back a call that was not made, up to its burst', () => {
    const quota = createQuota({ callsPerSecond: 1, burst: 1, now: () => 0 });
    quota.giveBack('SendTaskFailure');
    expect(quota.take('SendTaskFailure')).toBe(0);
    quota.giveBack('SendTaskFailure');
    expect(quota.take('SendTaskFailure')).toBe(0);
    expect(quota.take('SendTaskFailure')).toBeGreaterThan(0);
  });

  it('never gives more than burst and rate allow, however the clock moves', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -50, max: 500 }), { maxLength: 200 }), (steps) => {
        let now = 0;
        let highest = 0;
        let taken = 0;
        const quota = createQuota({ callsPerSecond: 20, burst: 5, now: () => now });
        for (const step of steps) {
          now += step;
          highest = Math.max(highest, now);
          if (quota.take('SendTaskSuccess') === 0) taken++;
        }
        const backwards = steps.filter((step) => step < 0).reduce((sum, step) => sum - step, 0);
        expect(taken).toBeLessThanOrEqual(5 + ((highest + backwards) * 20) / 1000 + 1e-9);
      }),
    );
  });
});
