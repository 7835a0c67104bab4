import { z } from 'zod';
import { AwsError } from '../foundation/aws-error.ts';
import { texts } from '../foundation/input-schema.ts';
import type { Caller, Operations } from '../foundation/service.ts';
import { checkLength, checkName, checkPattern, invalidSchedule } from './constraints.ts';
import { tags } from './inputs.ts';
import { scheduleListPage } from './page.ts';
import { DEFAULT_GROUP, requireGroup, type ScheduleGroup, type ScheduleGroups } from './schedule-group.ts';

interface GroupPorts {
  readonly groups: ScheduleGroups;
  /** Deletes the schedules of a group. */
  readonly removeSchedulesOf: (group: string) => void;
  readonly now: () => number;
}

export function groupOperations({ groups, removeSchedulesOf, now }: GroupPorts) {
  const named = (name: unknown): ScheduleGroup => {
    checkName('name', String(name));
    return requireGroup(groups, String(name));
  };
  const tagged = (arn: unknown): ScheduleGroup => {
    const text = String(arn);
    checkPattern('resourceArn', text, GROUP_ARN);
    return requireGroup(groups, text.split('/')[1] ?? '');
  };
  return {
    async CreateScheduleGroup({ Name, ClientToken, Tags }, caller) {
      const name = String(Name);
      checkName('name', name);
      const known = groups.get(name);
      // An SDK that has not heard the answer sends the call again.
      const isSentAgain = ClientToken !== undefined && known?.clientToken === ClientToken;
      if (known !== undefined && !isSentAgain)
        throw new AwsError('ConflictException', `Schedule group ${name} already exists.`, 409);
      if (known === undefined)
        groups.keep({
          ...{ name, createdAt: now(), modifiedAt: now(), tags: readTags(Tags) },
          ...(ClientToken !== undefined && { clientToken: String(ClientToken) }),
        });
      return { ScheduleGroupArn: arnOf(name, caller) };
    },
    GetScheduleGroup: async ({ Name }, caller) => shown(named(Name), caller),
    /** Its schedules go with it, at once. */
    async DeleteScheduleGroup({ Name }) {
      const { name } = named(Name);
      if (name === DEFAULT_GROUP) throw invalidSchedule(`The ${name} schedule group can't be deleted.`);
      removeSchedulesOf(name);
      groups.remove(name);
      return {};
    },
    async ListScheduleGroups({ NamePrefix = '', ...asked }, caller) {
      const found = groups.all().filter(({ name }) => name.startsWith(String(NamePrefix)));
      const { items, next } = scheduleListPage(found, asked);
      return { ScheduleGroups: items.map((group) => shown(group, caller)), ...next };
    },
    async TagResource({ ResourceArn, Tags }) {
      const group = tagged(ResourceArn);
      groups.keep({ ...group, modifiedAt: now(), tags: { ...group.tags, ...readTags(Tags) } });
      return {};
    },
    async UntagResource({ ResourceArn, TagKeys }) {
      const group = tagged(ResourceArn);
      const gone = texts.parse(TagKeys ?? []);
      const left = Object.entries(group.tags).filter(([key]) => !gone.includes(key));
      groups.keep({ ...group, modifiedAt: now(), tags: Object.fromEntries(left) });
      return {};
    },
    ListTagsForResource: async ({ ResourceArn }) => ({
      Tags: Object.entries(tagged(ResourceArn).tags).map(([Key, Value]) => ({ Key, Value })),
    }),
  } satisfies Operations;
}

/** https://docs.aws.amazon.com/scheduler/latest/APIReference/API_TagResource.html: only groups have tags. */
const GROUP_ARN = /arn:aws[a-z-]*:scheduler:[a-z0-9-]+:\d{12}:schedule-group\/[0-9a-zA-Z-_.]+/;

/** https://docs.aws.amazon.com/scheduler/latest/APIReference/API_Tag.html */
function readTags(given: unknown): Record<string, string> {
  const read = z.array(tags).parse(given ?? []);
  for (const { Key = '', Value = '' } of read) {
    checkLength('tags.member.key', Key, 1, 128);
    checkLength('tags.member.value', Value, 1, 256);
  }
  return Object.fromEntries(read.map(({ Key = '', Value = '' }) => [Key, Value]));
}

function arnOf(name: string, { account, region }: Caller): string {
  return `arn:aws:scheduler:${region}:${account}:schedule-group/${name}`;
}

function shown({ name, createdAt, modifiedAt }: ScheduleGroup, caller: Caller) {
  const times = { CreationDate: createdAt / 1000, LastModificationDate: modifiedAt / 1000 };
  return { Arn: arnOf(name, caller), Name: name, State: 'ACTIVE', ...times };
}
