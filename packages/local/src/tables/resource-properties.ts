import { z } from 'zod';
import { policyDocument } from '../foundation/resources/policy-document.ts';
import {
  integerOf,
  templateFlag,
  templateInteger,
  templateText,
  templateTexts,
} from '../foundation/resources/template-values.ts';

const keySchema = z.array(z.strictObject({ AttributeName: templateText, KeyType: templateText }));

const projection = z.strictObject({
  NonKeyAttributes: templateTexts.exactOptional(),
  ProjectionType: templateText.exactOptional(),
});

const throughput = z.strictObject({
  ReadCapacityUnits: templateInteger,
  WriteCapacityUnits: templateInteger,
});

const resourcePolicy = z.strictObject({ PolicyDocument: policyDocument });

/** What the parts of a table may be together is DynamoDB's matter. */
export const tableProperties = z.looseObject({
  AttributeDefinitions: z
    .array(z.strictObject({ AttributeName: templateText, AttributeType: templateText }))
    .exactOptional(),
  BillingMode: templateText.exactOptional(),
  GlobalSecondaryIndexes: z
    .array(
      z.looseObject({
        IndexName: templateText,
        KeySchema: keySchema,
        Projection: projection,
        ProvisionedThroughput: throughput.exactOptional(),
      }),
    )
    .exactOptional(),
  KeySchema: keySchema,
  LocalSecondaryIndexes: z
    .array(z.strictObject({ IndexName: templateText, KeySchema: keySchema, Projection: projection }))
    .exactOptional(),
  ProvisionedThroughput: throughput.exactOptional(),
  ResourcePolicy: resourcePolicy.exactOptional(),
  StreamSpecification: z
    .strictObject({ ResourcePolicy: resourcePolicy.exactOptional(), StreamViewType: templateText })
    .exactOptional(),
  TableName: templateText.exactOptional(),
  TimeToLiveSpecification: z
    .strictObject({ AttributeName: templateText.exactOptional(), Enabled: templateFlag })
    .exactOptional(),
});

/**
 * Of properties of a table that have no effect here.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-dynamodb-table.html
 */
export const checkedTableProperties = z.object({
  ContributorInsightsSpecification: z
    .strictObject({
      Enabled: templateFlag,
      Mode: z.enum(['ACCESSED_AND_THROTTLED_KEYS', 'THROTTLED_KEYS']).exactOptional(),
    })
    .exactOptional(),
  DeletionProtectionEnabled: templateFlag.exactOptional(),
  OnDemandThroughput: z
    .strictObject({
      MaxReadRequestUnits: integerOf(1).exactOptional(),
      MaxWriteRequestUnits: integerOf(1).exactOptional(),
    })
    .exactOptional(),
  PointInTimeRecoverySpecification: z
    .strictObject({
      PointInTimeRecoveryEnabled: templateFlag.exactOptional(),
      RecoveryPeriodInDays: integerOf(1, 35).exactOptional(),
    })
    .exactOptional(),
  SSESpecification: z
    .strictObject({
      KMSMasterKeyId: templateText.exactOptional(),
      SSEEnabled: templateFlag,
      SSEType: templateText.exactOptional(),
    })
    .exactOptional(),
  TableClass: z.enum(['STANDARD', 'STANDARD_INFREQUENT_ACCESS']).exactOptional(),
  WarmThroughput: z
    .strictObject({
      ReadUnitsPerSecond: integerOf(1).exactOptional(),
      WriteUnitsPerSecond: integerOf(1).exactOptional(),
    })
    .exactOptional(),
});
