import { AwsError } from '../foundation/aws-error.ts';
import type { EventTargets } from '../foundation/event-target.ts';
import type { Caller, Operations } from '../foundation/service.ts';
import { invalidSchedule } from './constraints.ts';
import type { ScheduleRecord } from './schedule.ts';
import { scheduleOf } from './schedule-input.ts';

interface SchedulePorts {
  readonly schedules: ReadonlyMap<string, ScheduleRecord>;
  readonly keep: (schedule: ScheduleRecord) => void;
  readonly remove: (arn: string) => void;
  readonly now: () => number;
  readonly targets: EventTargets;
  /** The names of the groups that there are. */
  readonly groups: ReadonlySet<string>;
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
      const known = schedules.get(arn);
      // An SDK that has not heard the answer sends the call again.
      if (input.ClientToken !== undefined && known?.clientToken === input.ClientToken)
        return { ScheduleArn: arn };
      if (known !== undefined)
        throw new AwsError('ConflictException', `Schedule ${input.Name} already exists.`, 409);
      const schedule = scheduleOf(input, arn, given());
      requireGroup(schedule.groupName, ports.groups);
      keep(schedule);
      return { ScheduleArn: arn };
    },
    /** Every member that is not given gets its default, as on AWS. */
    async UpdateSchedule(input, caller) {
      const before = required(input, caller);
      requireGroup(before.groupName, ports.groups);
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

/**
 * https://docs.aws.amazon.com/scheduler/latest/APIReference/API_CreateSchedule.html
 * @throws AwsError ResourceNotFoundException
 */
function requireGroup(name: string, groups: ReadonlySet<string>): void {
  if (groups.has(name)) return;
  const message = `Schedule group ${name} does not exist. There are: ${[...groups].join(', ')}.`;
  throw new AwsError('ResourceNotFoundException', message, 404);
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
