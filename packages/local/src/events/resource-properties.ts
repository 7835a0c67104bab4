import { z } from 'zod';
import { parsedText, policyDocument } from '../foundation/resources/policy-document.ts';
import {
  templateDocument,
  templateInteger,
  templateText,
  templateTextMap,
  textOf,
} from '../foundation/resources/template-values.ts';

export const eventBusProperties = z.looseObject({
  Description: templateText.exactOptional(),
  Name: templateText,
  Policy: policyDocument.exactOptional(),
});

export const eventBusPolicyProperties = z.looseObject({
  Action: templateText.exactOptional(),
  Condition: z
    .strictObject({
      Key: templateText.exactOptional(),
      Type: templateText.exactOptional(),
      Value: templateText.exactOptional(),
    })
    .exactOptional(),
  EventBusName: templateText.exactOptional(),
  Principal: templateText.exactOptional(),
  // Written out or as its text, as the resource's schema has it, and so the pattern of a rule:
  // https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-events-eventbuspolicy.html
  Statement: z.preprocess(parsedText, z.record(z.string(), z.unknown())).exactOptional(),
  // https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutPermission.html
  StatementId: textOf(
    z
      .string()
      .regex(/^[a-zA-Z0-9-_]+$/)
      .max(64),
  ),
});

/** Members that are not supported by the local runtime are refused by name where the target is put. */
const target = z.looseObject({
  Arn: templateText,
  DeadLetterConfig: z.strictObject({ Arn: templateText.exactOptional() }).exactOptional(),
  Id: templateText,
  Input: templateText.exactOptional(),
  InputPath: templateText.exactOptional(),
  InputTransformer: z
    .strictObject({ InputPathsMap: templateTextMap.exactOptional(), InputTemplate: templateText })
    .exactOptional(),
  RetryPolicy: z
    .strictObject({
      MaximumEventAgeInSeconds: templateInteger.exactOptional(),
      MaximumRetryAttempts: templateInteger.exactOptional(),
    })
    .exactOptional(),
  RoleArn: templateText.exactOptional(),
  SqsParameters: z.strictObject({ MessageGroupId: templateText }).exactOptional(),
});

export const ruleProperties = z.looseObject({
  Description: templateText.exactOptional(),
  EventBusName: templateText.exactOptional(),
  EventPattern: templateDocument.exactOptional(),
  Name: templateText.exactOptional(),
  RoleArn: templateText.exactOptional(),
  ScheduleExpression: templateText.exactOptional(),
  State: templateText.exactOptional(),
  Targets: z.array(target).exactOptional(),
});
