import { parseSchedule } from '../foundation/schedule/schedule-expression.ts';
import { fromLocalTime, inTimeZone, timeZoneOffset } from '../foundation/schedule/time-zone.ts';
import type { ScheduleRecord } from './schedule.ts';

type Times = Pick<ScheduleRecord, 'expression' | 'timeZone' | 'startAt' | 'endAt' | 'createdAt'>;

/** The Scheduler takes `rate(1 hours)` and `rate(10 Minute)`, which rules do not. */
const RATE = /^rate\((\d+) (minute|hour|day)s?\)$/i;

const agreeing = (_: string, many: string, unit: string) =>
  `rate(${many} ${unit.toLowerCase()}${Number(many) === 1 ? '' : 's'})`;

/** When it fires, after a time. */
type Next = (after: number) => number | undefined;

/**
 * `at(…)`, `rate(…)` or `cron(…)`; undefined where the expression or the time zone is none
 * (https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html).
 */
export function nextTime({ expression, timeZone, startAt, endAt, createdAt }: Times): Next | undefined {
  const offsetAt = timeZoneOffset(timeZone);
  if (offsetAt === undefined) return undefined;
  const [, once] = /^at\((\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)\)$/.exec(expression) ?? [];
  if (once !== undefined) {
    const local = Date.parse(`${once}Z`);
    if (Number.isNaN(local)) return undefined;
    const at = fromLocalTime(local, offsetAt);
    return (after) => (at !== undefined && at > after ? at : undefined);
  }
  const schedule = parseSchedule(expression.replace(RATE, agreeing));
  if (schedule === undefined) return undefined;
  const isRate = expression.startsWith('rate');
  const begun = startAt ?? createdAt;
  const zoned = isRate ? schedule : inTimeZone(schedule, offsetAt);
  return (after) => {
    // A rate begins with its start date, or at once.
    const at = isRate && after < begun ? begun : zoned(Math.max(after, begun - 1), begun);
    return at === undefined || (endAt !== undefined && at > endAt) ? undefined : at;
  };
}
