import { AwsError } from '../foundation/aws-error.ts';
import type { EventTargets } from '../foundation/event-target.ts';
import type { Caller, Operations } from '../foundation/service.ts';
import type { ScheduleRecord } from './schedule.ts';
import { invalidSchedule, scheduleOf } from './schedule-input.ts';

interface SchedulePorts {
  readonly schedules: ReadonlyMap<string, ScheduleRecord>;
  readonly keep: (schedule: ScheduleRecord) => void;
  readonly remove: (arn: string) => void;
  readonly now: () => number;
  readonly targets: EventTargets;
}

type Input = Record<string, unknown>;

/** @throws AwsError ValidationException */
function arnOf({ Name, GroupName, groupName }: Input, { account, region }: Caller): string {
  if (!/^[\w.-]{1,64}$/.test(String(Name)))
    throw invalidSchedule(`The name '${Name}' is not 1 to 64 of 0-9, a-z, A-Z, _, . and -.`);
  return `arn:aws:scheduler:${region}:${account}:schedule/${GroupName ?? groupName ?? 'default'}/${Name}`;
}

export function scheduleOperations(ports: SchedulePorts) {
  const { schedules, keep, remove, targets } = ports;
  const given = () => ({ now: ports.now(), targets });
  const required = (input: Input, caller: Caller): ScheduleRecord => {
    const found = schedules.get(arnOf(input, caller));
    if (found !== undefined) return found;
    throw new AwsError('ResourceNotFoundException', `Schedule ${input.Name} does not exist.`, 404);
  };
  return {
    async CreateSchedule(input, caller) {
      const arn = arnOf(input, caller);
      if (schedules.has(arn))
        throw new AwsError('ConflictException', `Schedule ${input.Name} already exists.`, 409);
      keep(scheduleOf(input, arn, given()));
      return { ScheduleArn: arn };
    },
    /** Every member that is not given gets its default, as on AWS. */
    async UpdateSchedule(input, caller) {
      const before = required(input, caller);
      keep(scheduleOf(input, before.arn, given(), before));
      return { ScheduleArn: before.arn };
    },
    GetSchedule: async (input, caller) => described(required(input, caller)),
    async DeleteSchedule(input, caller) {
      remove(required(input, caller).arn);
      return {};
    },
    async ListSchedules({ ScheduleGroup, NamePrefix = '', State }) {
      const found = [...schedules.values()]
        .filter(({ groupName }) => ScheduleGroup === undefined || groupName === ScheduleGroup)
        .filter(({ name }) => name.startsWith(String(NamePrefix)))
        .filter(({ state }) => State === undefined || state === State);
      return { Schedules: found.map(summary) };
    },
  } satisfies Operations;
}

function summary({ arn, name, groupName, state, createdAt, modifiedAt, target }: ScheduleRecord): object {
  const times = { CreationDate: createdAt / 1000, LastModificationDate: modifiedAt / 1000 };
  return { Arn: arn, Name: name, GroupName: groupName, State: state, ...times, Target: { Arn: target.Arn } };
}

function described(schedule: ScheduleRecord): object {
  const { description, startAt, endAt } = schedule;
  return {
    ...summary(schedule),
    ScheduleExpression: schedule.expression,
    ScheduleExpressionTimezone: schedule.timeZone,
    FlexibleTimeWindow: schedule.flexibleTimeWindow,
    ActionAfterCompletion: schedule.actionAfterCompletion,
    Target: schedule.target,
    ...(description !== undefined && { Description: description }),
    ...(startAt !== undefined && { StartDate: startAt / 1000 }),
    ...(endAt !== undefined && { EndDate: endAt / 1000 }),
  };
}
