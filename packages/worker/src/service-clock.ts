import type { Clock } from './clock.ts';

/** A clock that goes by AWS's: a deadline is set by AWS's clock, and this machine's may be minutes off. */
export interface ServiceClock extends Clock {
  /** Called with the time that a service has just answered with, in milliseconds since the epoch. */
  readonly observe: (serviceTime: number) => void;
}

/** An answer's time is in whole seconds and a little old: below this the local clock is taken as right. */
const NOISE_MS = 2_000;

export function serviceClock(local: Clock): ServiceClock {
  let ahead = 0;
  return {
    now: () => local.now() - ahead,
    after: local.after,
    observe: (serviceTime) => {
      const difference = local.now() - serviceTime;
      ahead = Math.abs(difference) < NOISE_MS ? 0 : difference;
    },
  };
}

/** The time in an HTTP answer's `Date` header, undefined where there is none. */
export function timeIn(headers: Readonly<Record<string, string>> | undefined): number | undefined {
  const time = Date.parse(headers?.date ?? headers?.Date ?? '');
  return Number.isNaN(time) ? undefined : time;
}
