import { describe, expect, it } from 'vitest';
import { seededRandomness } from '../engine/randomness.ts';
import { type Retrier, retryOf } from './retriers.ts';

const random = seededRandomness(1);
const retrier = (errorEquals: string[], maxAttempts: number): Retrier => ({
  errorEquals,
  intervalSeconds: 1,
  maxAttempts,
  backoffRate: 2,
  maxDelaySeconds: 5,
  fullJitter: false,
});
const retriers = [retrier(['Runtime.ExitError'], 4), retrier(['States.Timeout'], 1)];

describe('Retry', () => {
  it('goes by the names of errors: what no retrier names is not tried again', () => {
    expect(retryOf(retriers, [], 'Lambda.Unknown', random)).toBeUndefined();
    expect(retryOf(retriers, [], 'States.Timeout', random)).toEqual({ used: [0, 1], delay: 1_000 });
  });

  it('counts the attempts of each retrier by themselves', () => {
    expect(retryOf(retriers, [3, 1], 'States.Timeout', random)).toBeUndefined();
    expect(retryOf(retriers, [3, 1], 'Runtime.ExitError', random)?.used).toEqual([4, 1]);
    expect(retryOf(retriers, [4, 1], 'Runtime.ExitError', random)).toBeUndefined();
  });

  it('doubles its delay up to the longest, and draws from all of it with full jitter', () => {
    expect(retryOf(retriers, [1], 'Runtime.ExitError', random)?.delay).toBe(2_000);
    expect(retryOf(retriers, [3], 'Runtime.ExitError', random)?.delay).toBe(5_000);
    const [first] = retriers;
    if (first === undefined) throw new Error('there is one');
    const jittered = [{ ...first, fullJitter: true }];
    expect(retryOf(jittered, [3], 'Runtime.ExitError', random)?.delay).toBeLessThanOrEqual(5_000);
  });
});
