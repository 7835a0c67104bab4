import { z } from 'zod';
import { type InputShapes, integer, members, text, texts } from '../foundation/input-schema.ts';

/** Epoch seconds as the API carries them, or ISO 8601 as templates do. */
const time = z.union([z.number(), text], { error: 'Invalid input: expected a timestamp' });

/** The members of a schedule, as far as types go. */
export const scheduleInput = members({
  Name: text,
  ClientToken: text,
  GroupName: text,
  Description: text,
  ScheduleExpression: text,
  ScheduleExpressionTimezone: text,
  StartDate: time,
  EndDate: time,
  State: text,
  ActionAfterCompletion: text,
  FlexibleTimeWindow: members({ Mode: text, MaximumWindowInMinutes: integer }),
  Target: members({
    Arn: text,
    RoleArn: text,
    Input: text,
    DeadLetterConfig: members({ Arn: text }),
    RetryPolicy: members({ MaximumEventAgeInSeconds: integer, MaximumRetryAttempts: integer }),
    EventBridgeParameters: members({ DetailType: text, Source: text }),
    SqsParameters: members({ MessageGroupId: text }),
  }),
});

export type ScheduleInput = z.infer<typeof scheduleInput>;

/** Members of a path and its query are texts. */
const named = { Name: text, groupName: text };

export const tags = members({ Key: text, Value: text });
const group = { Name: text };
const resource = { ResourceArn: text };

/** By operation. */
export const schedulerInputs: InputShapes = {
  CreateSchedule: scheduleInput,
  UpdateSchedule: scheduleInput,
  GetSchedule: members(named),
  DeleteSchedule: members(named),
  ListSchedules: members({ ScheduleGroup: text, NamePrefix: text, State: text, NextToken: text }),
  CreateScheduleGroup: members({ ...group, ClientToken: text, Tags: z.array(tags) }),
  GetScheduleGroup: members(group),
  DeleteScheduleGroup: members(group),
  ListScheduleGroups: members({ NamePrefix: text, NextToken: text }),
  TagResource: members({ ...resource, Tags: z.array(tags) }),
  UntagResource: members({ ...resource, TagKeys: texts }),
  ListTagsForResource: members(resource),
};
