import { describe, expect, it } from 'vitest';
import type { Clock } from './clock.ts';
import { serviceClock, timeIn } from './service-clock.ts';

const at = (now: number): Clock => ({ now: () => now, after: () => () => {} });

describe("a clock that goes by the service's", () => {
  it.each([
    ['ahead', 300_000],
    ['behind', -300_000],
  ])('corrects a local clock that is five minutes %s', (_, off) => {
    const clock = serviceClock(at(1_000_000 + off));
    expect(clock.now()).toBe(1_000_000 + off);
    clock.observe(1_000_000);
    expect(clock.now()).toBe(1_000_000);
  });

  it('takes a local clock as right within what an answer cannot tell', () => {
    const clock = serviceClock(at(1_001_400));
    clock.observe(1_000_000);
    expect(clock.now()).toBe(1_001_400);
  });

  it('follows a local clock that is put right', () => {
    let now = 1_300_000;
    const clock = serviceClock({ ...at(0), now: () => now });
    clock.observe(1_000_000);
    now = 1_001_000;
    clock.observe(1_001_000);
    expect(clock.now()).toBe(1_001_000);
  });
});

describe('the time of an answer', () => {
  it('is that of its Date header, whatever its case', () => {
    const date = 'Sun, 22 Nov 2026 10:00:00 GMT';
    expect(timeIn({ date })).toBe(Date.parse(date));
    expect(timeIn({ Date: date })).toBe(Date.parse(date));
  });

  it('is unknown where there is none', () => {
    expect([timeIn(undefined), timeIn({}), timeIn({ date: 'soon' })]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
});
