import { z } from 'zod';
import {
  flag,
  type InputShapes,
  integer,
  members,
  text,
  textMap,
  texts,
} from '../foundation/input-schema.ts';

const bus = { EventBusName: text };
const page = { Limit: integer, NextToken: text };
const tags = z.array(members({ Key: text, Value: text }));

/** Epoch seconds as the JSON protocol carries them, or ISO 8601 as state machines write it. */
const timestamp = z.union([z.number(), z.string()]);

const entry = members({
  ...bus,
  Time: timestamp,
  Source: text,
  Resources: texts,
  DetailType: text,
  Detail: text,
  TraceHeader: text,
});

export const targetInput = members({
  Id: text,
  Arn: text,
  RoleArn: text,
  Input: text,
  InputPath: text,
  InputTransformer: members({ InputPathsMap: textMap, InputTemplate: text }),
  RetryPolicy: members({ MaximumRetryAttempts: integer, MaximumEventAgeInSeconds: integer }),
  DeadLetterConfig: members({ Arn: text }),
  SqsParameters: members({ MessageGroupId: text }),
});

export type TargetInput = z.infer<typeof targetInput>;

const condition = members({ Type: text, Key: text, Value: text });

/** By operation. */
export const eventsInputs: InputShapes = {
  PutEvents: members({ Entries: z.array(entry), EndpointId: text }),
  CreateEventBus: members({
    Name: text,
    Description: text,
    EventSourceName: text,
    DeadLetterConfig: members({ Arn: text }),
    Tags: tags,
  }),
  DeleteEventBus: members({ Name: text }),
  DescribeEventBus: members({ Name: text }),
  ListEventBuses: members({ NamePrefix: text, ...page }),
  PutRule: members({
    ...bus,
    Name: text,
    ScheduleExpression: text,
    EventPattern: text,
    State: text,
    Description: text,
    RoleArn: text,
    Tags: tags,
  }),
  DeleteRule: members({ ...bus, Name: text, Force: flag }),
  DescribeRule: members({ ...bus, Name: text }),
  ListRules: members({ ...bus, NamePrefix: text, ...page }),
  EnableRule: members({ ...bus, Name: text }),
  DisableRule: members({ ...bus, Name: text }),
  PutTargets: members({ ...bus, Rule: text, Targets: z.array(targetInput) }),
  RemoveTargets: members({ ...bus, Rule: text, Ids: texts, Force: flag }),
  ListTargetsByRule: members({ ...bus, Rule: text, ...page }),
  PutPermission: members({
    ...bus,
    Action: text,
    Principal: text,
    StatementId: text,
    Condition: condition,
    Policy: text,
  }),
  RemovePermission: members({ ...bus, StatementId: text, RemoveAllPermissions: flag }),
  TestEventPattern: members({ Event: text, EventPattern: text }),
};
