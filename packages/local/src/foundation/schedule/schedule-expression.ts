import { type Day, type FieldTest, parseDayOfMonth, parseDayOfWeek, parseField } from './cron-field.ts';

/** When a schedule comes next, after a time: milliseconds since the epoch. Undefined where it never comes again. */
export type Schedule = (after: number, begun: number) => number | undefined;

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutRule.html, and the scheduler's: 256 characters. */
const LONGEST_EXPRESSION = 256;
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** So far a cron expression is followed; a 29th of February that is a Monday comes within 40 years. */
const DAYS_AHEAD = 40 * 366;

const units: Readonly<Record<string, number>> = { minute: MINUTE_MS, hour: 60 * MINUTE_MS, day: DAY_MS };

/**
 * `rate(5 minutes)` or `cron(0 10 * * ? *)`, in UTC
 * (https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html).
 * Undefined where the text is neither.
 */
export function parseSchedule(text: string): Schedule | undefined {
  if (text.length > LONGEST_EXPRESSION) return undefined;
  const [, count, unit = '', plural] = /^rate\((\d+) (minute|hour|day)(s?)\)$/.exec(text) ?? [];
  if (count !== undefined) {
    const many = Number(count);
    if (many < 1 || (many === 1) !== (plural === '')) return undefined;
    const every = many * (units[unit] ?? MINUTE_MS);
    return (after, begun) => begun + (Math.floor((after - begun) / every) + 1) * every;
  }
  const [, fields] = /^cron\(([^()]+)\)$/.exec(text) ?? [];
  if (fields === undefined) return undefined;
  try {
    return cron(fields.trim().split(/\s+/));
  } catch {
    return undefined;
  }
}

const months = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];

/** @throws Error where the fields are none */
function cron(fields: readonly string[]): Schedule {
  const [minute = '', hour = '', dayOfMonth = '', month = '', dayOfWeek = '', year = ''] = fields;
  // One of the two days must be left open.
  if (fields.length !== 6 || (dayOfMonth === '?') === (dayOfWeek === '?')) throw new Error('not six fields');
  const minutes = range(60, parseField(minute, { from: 0, to: 59 }));
  const hours = range(24, parseField(hour, { from: 0, to: 23 }));
  const isDay = dayTest({
    month: parseField(month, { from: 1, to: 12, names: months }),
    dayOfMonth: dayOfMonth === '?' ? () => true : parseDayOfMonth(dayOfMonth),
    dayOfWeek: dayOfWeek === '?' ? () => true : parseDayOfWeek(dayOfWeek),
    year: parseField(year, { from: 1970, to: 2199 }),
  });
  return (after) => {
    const first = Math.floor(after / DAY_MS) * DAY_MS;
    for (let ahead = 0; ahead < DAYS_AHEAD; ahead += 1) {
      const day = first + ahead * DAY_MS;
      const times = isDay(new Date(day))
        ? hours.flatMap((h) => minutes.map((m) => day + (h * 60 + m) * MINUTE_MS))
        : [];
      const next = times.find((time) => time > after);
      if (next !== undefined) return next;
    }
    return undefined;
  };
}

interface DayFields {
  readonly month: FieldTest;
  readonly dayOfMonth: FieldTest;
  readonly dayOfWeek: FieldTest;
  readonly year: FieldTest;
}

function dayTest(fields: DayFields): (date: Date) => boolean {
  return (date) => {
    const [year, month, dayOfMonth] = [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()];
    const day: Day = {
      dayOfMonth,
      dayOfWeek: date.getUTCDay() + 1,
      daysInMonth: new Date(Date.UTC(year, month + 1, 0)).getUTCDate(),
      firstDayOfWeek: new Date(Date.UTC(year, month, 1)).getUTCDay() + 1,
    };
    return (
      fields.year(year, day) &&
      fields.month(month + 1, day) &&
      fields.dayOfMonth(dayOfMonth, day) &&
      fields.dayOfWeek(day.dayOfWeek, day)
    );
  };
}

/** Hours and minutes ask nothing of the day. */
const noDay: Day = { dayOfMonth: 1, dayOfWeek: 1, daysInMonth: 31, firstDayOfWeek: 1 };

function range(many: number, test: FieldTest): number[] {
  return Array.from({ length: many }, (_, value) => value).filter((value) => test(value, noDay));
}
