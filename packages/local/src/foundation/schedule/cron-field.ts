/** The days of one month, as far as a field's words need them. */
export interface Day {
  /** 1 to 31. */
  readonly dayOfMonth: number;
  /** 1 is Sunday, as AWS counts. */
  readonly dayOfWeek: number;
  readonly daysInMonth: number;
  /** 1 is Sunday: of the month's first day. */
  readonly firstDayOfWeek: number;
}

export type FieldTest = (value: number, day: Day) => boolean;

interface Field {
  readonly from: number;
  readonly to: number;
  readonly names?: readonly string[];
}

/**
 * One field of a cron expression: `*`, `?`, numbers or names, lists, ranges and steps.
 * @throws Error where it is none
 */
export function parseField(text: string, field: Field): FieldTest {
  const parts = text.split(',').map((part) => parsePart(part, field));
  return (value) => parts.some((part) => part(value));
}

function parsePart(text: string, field: Field): (value: number) => boolean {
  const [range = '', step] = text.split('/');
  const every = step === undefined ? 1 : Number(step);
  if (!Number.isInteger(every) || every < 1) throw new Error(`${text} is not a step`);
  const [from, to] = boundsOf(range, step !== undefined, field);
  return (value) => value >= from && value <= to && (value - from) % every === 0;
}

function boundsOf(range: string, hasStep: boolean, field: Field): [number, number] {
  if (range === '*' || range === '?') return [field.from, field.to];
  const [first = '', last] = range.split('-');
  const from = numberOf(first, field);
  // `3/5` begins at 3 and goes on to the end.
  const to = last === undefined ? (hasStep ? field.to : from) : numberOf(last, field);
  if (from > to) throw new Error(`${range} ends before it begins`);
  return [from, to];
}

function numberOf(text: string, { from, to, names = [] }: Field): number {
  const named = names.indexOf(text.toUpperCase());
  const number = named >= 0 ? named + 1 : Number(text);
  if (/^[A-Za-z0-9]+$/.test(text) && Number.isInteger(number) && number >= from && number <= to)
    return number;
  throw new Error(`${text} is not between ${from} and ${to}`);
}

const weekdays = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];

/** The day-of-month field: also `L`, the last day, and `15W`, the weekday nearest to the 15th. */
export function parseDayOfMonth(text: string): FieldTest {
  if (text === 'L') return (day, { daysInMonth }) => day === daysInMonth;
  const [, nearTo] = /^(\d{1,2})W$/.exec(text) ?? [];
  if (nearTo !== undefined) return (day, month) => day === nearestWeekday(Number(nearTo), month);
  return parseField(text, { from: 1, to: 31 });
}

function nearestWeekday(wanted: number, { daysInMonth, firstDayOfWeek }: Day): number {
  const day = Math.min(wanted, daysInMonth);
  const weekday = ((firstDayOfWeek - 1 + day - 1) % 7) + 1;
  if (weekday === 7) return day > 1 ? day - 1 : day + 2;
  if (weekday === 1) return day < daysInMonth ? day + 1 : day - 2;
  return day;
}

/** The day-of-week field: also `6L`, the last Friday of the month, and `3#2`, the second Tuesday. */
export function parseDayOfWeek(text: string): FieldTest {
  const field = { from: 1, to: 7, names: weekdays };
  if (text === 'L') return (weekday) => weekday === 7;
  const [, last] = /^(\w+)L$/.exec(text) ?? [];
  if (last !== undefined) {
    const wanted = numberOf(last, field);
    return (weekday, { dayOfMonth, daysInMonth }) => weekday === wanted && dayOfMonth > daysInMonth - 7;
  }
  const [, named, count] = /^(\w+)#([1-5])$/.exec(text) ?? [];
  if (named !== undefined) {
    const wanted = numberOf(named, field);
    return (weekday, { dayOfMonth }) => weekday === wanted && Math.ceil(dayOfMonth / 7) === Number(count);
  }
  return parseField(text, field);
}
