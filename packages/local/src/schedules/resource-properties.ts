import { z } from 'zod';
import { templateInteger, templateText, textOf } from '../foundation/resources/template-values.ts';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-scheduler-schedulegroup.html */
export const scheduleGroupProperties = z.looseObject({
  Name: textOf(
    z
      .string()
      .regex(/^[0-9a-zA-Z-_.]+$/)
      .max(64),
  ).exactOptional(),
});

/** Members that are not supported by the local runtime are refused by name where the schedule is made. */
const target = z.looseObject({
  Arn: templateText,
  DeadLetterConfig: z.strictObject({ Arn: templateText.exactOptional() }).exactOptional(),
  EventBridgeParameters: z.strictObject({ DetailType: templateText, Source: templateText }).exactOptional(),
  Input: templateText.exactOptional(),
  RetryPolicy: z
    .strictObject({
      MaximumEventAgeInSeconds: templateInteger.exactOptional(),
      MaximumRetryAttempts: templateInteger.exactOptional(),
    })
    .exactOptional(),
  RoleArn: templateText,
  SqsParameters: z.strictObject({ MessageGroupId: templateText.exactOptional() }).exactOptional(),
});

export const scheduleProperties = z.looseObject({
  Description: templateText.exactOptional(),
  EndDate: templateText.exactOptional(),
  FlexibleTimeWindow: z.strictObject({
    MaximumWindowInMinutes: templateInteger.exactOptional(),
    Mode: templateText,
  }),
  GroupName: templateText.exactOptional(),
  Name: templateText.exactOptional(),
  ScheduleExpression: templateText,
  ScheduleExpressionTimezone: templateText.exactOptional(),
  StartDate: templateText.exactOptional(),
  State: templateText.exactOptional(),
  Target: target,
});
