import type { EventTargets } from '../foundation/event-target.ts';
import { checkLength, checkName, checkRange, constraint, invalidSchedule, required } from './constraints.ts';
import { type ScheduleInput, scheduleInput } from './inputs.ts';
import { nextTime } from './next-time.ts';
import type { ScheduleRecord } from './schedule.ts';
import { checkTarget } from './target-check.ts';

/**
 * The schedule that an input describes, replacing another where there is one.
 * @throws AwsError ValidationException
 */
export function scheduleOf(
  given: Readonly<Record<string, unknown>>,
  arn: string,
  { now, targets }: { readonly now: number; readonly targets: EventTargets },
  before?: ScheduleRecord,
): ScheduleRecord {
  const input = scheduleInput.parse(given);
  const { ScheduleExpressionTimezone: timeZone = 'UTC' } = input;
  const expression = required('scheduleExpression', input.ScheduleExpression);
  const window = windowOf(required('flexibleTimeWindow', input.FlexibleTimeWindow));
  const target = required('target', input.Target);
  const [startAt, endAt] = [time(input.StartDate, 'StartDate'), time(input.EndDate, 'EndDate')];
  checkLength('description', input.Description, 0, LONGEST_DESCRIPTION);
  checkName('groupName', input.GroupName);
  const createdAt = before?.createdAt ?? now;
  const next = nextTime({
    ...{ expression, timeZone, createdAt },
    ...(startAt !== undefined && { startAt }),
    ...(endAt !== undefined && { endAt }),
  });
  if (next === undefined) throw invalidSchedule(reasonOf(expression, timeZone));
  const state = oneOf(input.State, 'state', ['ENABLED', 'DISABLED'] as const);
  const schedule = {
    ...{ arn, expression, timeZone, state, createdAt, modifiedAt: now },
    name: String(input.Name),
    groupName: input.GroupName ?? 'default',
    flexibleTimeWindow: window,
    actionAfterCompletion: oneOf(input.ActionAfterCompletion, 'actionAfterCompletion', [
      'NONE',
      'DELETE',
    ] as const),
    target: checkTarget(target, targets),
    ...(input.Description !== undefined && { description: input.Description }),
    ...(input.ClientToken !== undefined && { clientToken: input.ClientToken }),
    ...(startAt !== undefined && { startAt }),
    ...(endAt !== undefined && { endAt }),
  };
  const nextAt = before !== undefined && isSame(schedule, before) ? before.nextAt : next(now - 1);
  return { ...schedule, ...(nextAt !== undefined && { nextAt }) };
}

/** https://docs.aws.amazon.com/scheduler/latest/APIReference/API_CreateSchedule.html */
const LONGEST_DESCRIPTION = 512;

/** One that is written again as it was, as by a deployment, loses no time that has come meanwhile. */
function isSame(schedule: ScheduleRecord, before: ScheduleRecord): boolean {
  const times = ({ expression, timeZone, startAt, endAt, state }: ScheduleRecord) =>
    JSON.stringify([expression, timeZone, startAt, endAt, state]);
  return times(schedule) === times(before);
}

function reasonOf(expression: string, timeZone: string): string {
  const isZone = nextTime({ expression: 'rate(1 day)', timeZone, createdAt: 0 }) !== undefined;
  return isZone
    ? `Invalid Schedule Expression ${expression}.`
    : `The ScheduleExpressionTimezone ${timeZone} is not valid.`;
}

/** Seconds since the epoch, as the API carries them, or ISO 8601, as templates do. */
function time(value: string | number | undefined, member: string): number | undefined {
  if (value === undefined) return undefined;
  const at = typeof value === 'number' ? value * 1000 : Date.parse(value);
  if (Number.isNaN(at)) throw invalidSchedule(`${member} is not a time: ${value}`);
  return at;
}

function oneOf<const Value extends string>(
  value: string | undefined,
  member: string,
  values: readonly Value[],
): Value {
  const found = values.find((one) => one === (value ?? values[0]));
  if (found !== undefined) return found;
  throw constraint(member, value, `satisfy enum value set: [${values.join(', ')}]`);
}

function windowOf(
  given: NonNullable<ScheduleInput['FlexibleTimeWindow']>,
): Readonly<Record<string, unknown>> {
  const minutes = given.MaximumWindowInMinutes;
  const mode = required('flexibleTimeWindow.mode', given.Mode);
  const Mode = oneOf(mode, 'flexibleTimeWindow.mode', ['OFF', 'FLEXIBLE'] as const);
  checkRange('flexibleTimeWindow.maximumWindowInMinutes', minutes, 1, 1440);
  if (Mode === 'OFF' && minutes === undefined) return { Mode };
  if (Mode === 'FLEXIBLE' && minutes !== undefined) return { Mode, MaximumWindowInMinutes: minutes };
  throw invalidSchedule(
    'FlexibleTimeWindow must have the Mode OFF, or FLEXIBLE with MaximumWindowInMinutes from 1 to 1440.',
  );
}
