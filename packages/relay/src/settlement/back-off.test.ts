import { describe, expect, it } from 'vitest';
import { backOffSeconds, isGivenUp } from './back-off.ts';

const day = 86_400_000;
const record = (receives: number, firstReceivedAt = 0) => ({
  messageId: 'm',
  receiptHandle: 'h',
  body: '',
  attributes: {
    ApproximateReceiveCount: String(receives),
    ApproximateFirstReceiveTimestamp: String(firstReceivedAt),
  },
});

describe('back-off', () => {
  it('doubles with every receive up to 900 s, its upper half at random', () => {
    expect([1, 3, 9, 10, 500].map((n) => backOffSeconds(record(n), () => 0))).toEqual([1, 4, 256, 450, 450]);
    expect([1, 3, 9, 10, 500].map((n) => backOffSeconds(record(n), () => 0.999))).toEqual([
      2, 8, 512, 900, 900,
    ]);
  });
});

describe('giving up', () => {
  it('is past the deadline, or after a day where the deadline is unknown or further', () => {
    expect(isGivenUp(record(5), 1_000, 1_000)).toBe(false);
    expect(isGivenUp(record(5), 1_000, 1_001)).toBe(true);
    expect(isGivenUp(record(5), undefined, day)).toBe(false);
    expect(isGivenUp(record(5), undefined, day + 1)).toBe(true);
    expect(isGivenUp(record(5), 30 * day, day + 1)).toBe(true);
  });

  it('comes after a few attempts, so that a redriven message is tried honestly', () => {
    expect([1, 2, 3].map((receives) => isGivenUp(record(receives), 1_000, 5 * day))).toEqual([
      false,
      false,
      true,
    ]);
  });
});
