import { AwsError } from '../foundation/aws-error.ts';
import type { EventTargets } from '../foundation/event-target.ts';
import type { Caller, Operations } from '../foundation/service.ts';
import { checkName } from './constraints.ts';
import { scheduleListPage } from './page.ts';
import { retryPolicyOf, type ScheduleRecord } from './schedule.ts';
import { DEFAULT_GROUP, requireGroup, type ScheduleGroups } from './schedule-group.ts';
import { scheduleOf } from './schedule-input.ts';

interface SchedulePorts {
  readonly schedules: ReadonlyMap<string, ScheduleRecord>;
  readonly keep: (schedule: ScheduleRecord) => void;
  readonly remove: (arn: string) => void;
  readonly now: () => number;
  readonly targets: EventTargets;
  readonly groups: ScheduleGroups;
}

type Input = Record<string, unknown>;

/** @throws AwsError ValidationException */
function arnOf({ Name, GroupName, groupName }: Input, { account, region }: Caller): string {
  checkName('name', String(Name));
  const group = GroupName ?? groupName ?? DEFAULT_GROUP;
  return `arn:aws:scheduler:${region}:${account}:schedule/${group}/${Name}`;
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
      requireGroup(ports.groups, schedule.groupName);
      keep(schedule);
      return { ScheduleArn: arn };
    },
    /** Every member that is not given gets its default, as on AWS. */
    async UpdateSchedule(input, caller) {
      const before = required(input, caller);
      requireGroup(ports.groups, before.groupName);
      keep(scheduleOf(input, before.arn, given(), before));
      return { ScheduleArn: before.arn };
    },
    GetSchedule: async (input, caller) => described(required(input, caller)),
    async DeleteSchedule(input, caller) {
      remove(required(input, caller).arn);
      return {};
    },
    /** The group is `ScheduleGroup` in the query of a path, and `GroupName` elsewhere. */
    async ListSchedules({ ScheduleGroup, GroupName = ScheduleGroup, NamePrefix = '', State, ...asked }) {
      const found = [...schedules.values()]
        .filter(({ groupName }) => GroupName === undefined || groupName === GroupName)
        .filter(({ name }) => name.startsWith(String(NamePrefix)))
        .filter(({ state }) => State === undefined || state === State);
      const { items, next } = scheduleListPage(found, asked);
      return { Schedules: items.map(summary), ...next };
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
    Target: { ...schedule.target, RetryPolicy: retryPolicyOf(schedule.target) },
    ...(description !== undefined && { Description: description }),
    ...(startAt !== undefined && { StartDate: startAt / 1000 }),
    ...(endAt !== undefined && { EndDate: endAt / 1000 }),
  };
}
