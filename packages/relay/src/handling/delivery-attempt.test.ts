import { describe, expect, it } from 'vitest';
import { openedAt, recordOf, resumed } from '../../test/messages.ts';
import { historyOf, isGivenUp, type MessageHistory, retrySeconds } from './delivery-attempt.ts';

const day = 86_400_000;
const received = (receives: number, firstReceivedAt = 0): MessageHistory => ({
  receives,
  firstReceivedAt,
  resumeAt: 0,
  isDeferred: false,
});

describe('the back-off', () => {
  it('doubles with every receive up to 900 s, its upper half at random', () => {
    const receives = [1, 3, 9, 10, 500].map((count) => received(count));
    expect(receives.map((history) => retrySeconds(history, () => 0))).toEqual([1, 4, 256, 450, 450]);
    expect(receives.map((history) => retrySeconds(history, () => 0.999))).toEqual([2, 8, 512, 900, 900]);
  });

  it('is held to a bound, and is a second at least', () => {
    expect(retrySeconds(received(20), () => 0.999, 60)).toBe(60);
    expect(retrySeconds(received(1), () => 0, 0.5)).toBe(1);
  });
});

describe('giving up', () => {
  it('is past the deadline, or after a day where the deadline is unknown or further', () => {
    expect(isGivenUp(received(5), 1_000, 1_000)).toBe(false);
    expect(isGivenUp(received(5), 1_000, 1_001)).toBe(true);
    expect(isGivenUp(received(5), undefined, day)).toBe(false);
    expect(isGivenUp(received(5), undefined, day + 1)).toBe(true);
    expect(isGivenUp(received(5), 30 * day, day + 1)).toBe(true);
    expect(isGivenUp(received(5, day), 30 * day, day + 1)).toBe(false);
  });

  it('comes after a few attempts, so that a redriven message is tried again', () => {
    const receives = [1, 2, 3].map((count) => isGivenUp(received(count), 1_000, 5 * day));
    expect(receives).toEqual([false, false, true]);
  });
});

describe('the history of a message', () => {
  it("is the queue's own for one that comes for the first time", () => {
    expect(historyOf(recordOf('{}', { receives: 3, firstReceivedAt: 7 }))).toEqual({
      receives: 3,
      firstReceivedAt: 7,
      resumeAt: 0,
      isDeferred: false,
    });
  });

  it('goes on over the deferred queue, where receives are counted from 1 again', () => {
    const attributes = { receives: 4, firstReceivedAt: openedAt, resumeAt: openedAt + 9_000 };
    const record = resumed({ body: '{}', delaySeconds: 9, attributes }, openedAt + 9_000);
    expect(historyOf(record)).toEqual({
      receives: 5,
      firstReceivedAt: openedAt,
      resumeAt: openedAt + 9_000,
      isDeferred: true,
    });
  });

  it('counts one receive where the queue has none', () => {
    const attributes = { ApproximateReceiveCount: '', ApproximateFirstReceiveTimestamp: '5' };
    expect(historyOf({ ...recordOf('{}'), attributes })).toMatchObject({ receives: 1, firstReceivedAt: 5 });
  });
});
