import type { Schedule } from './schedule-expression.ts';

const MINUTE_MS = 60_000;

/** How far the clocks of a time zone are ahead of UTC at a time, in milliseconds. Undefined where there is no such zone. */
export function timeZoneOffset(timeZone: string): ((at: number) => number) | undefined {
  try {
    const format = new Intl.DateTimeFormat('en-GB', { timeZone, timeZoneName: 'longOffset' });
    return (at) => {
      const zone = format.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value ?? '';
      const [, sign = '+', hours = '0', minutes = '0'] = /GMT(?:([+-])(\d\d):(\d\d))?/.exec(zone) ?? [];
      return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * MINUTE_MS;
    };
  } catch {
    return undefined;
  }
}

/** A local time as UTC; undefined for one that the clocks skip. Of one that comes twice the later is meant. */
export function fromLocalTime(local: number, offsetAt: (at: number) => number): number | undefined {
  const at = local - offsetAt(local - offsetAt(local));
  return at + offsetAt(at) === local ? at : undefined;
}

/** The same schedule by the clocks of a time zone. A time that they skip is left out. */
export function inTimeZone(schedule: Schedule, offsetAt: (at: number) => number): Schedule {
  return (after, begun) => {
    let local: number | undefined = after + offsetAt(after);
    for (;;) {
      local = schedule(local, begun);
      if (local === undefined) return undefined;
      const at = fromLocalTime(local, offsetAt);
      if (at !== undefined && at > after) return at;
    }
  };
}
