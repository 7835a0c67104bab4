import { z } from 'zod';
import type { TemplateResource } from '../template-resource.ts';
import { defined, type Resources } from './made.ts';
import { parseServerless } from './serverless-properties.ts';
import { tagsOf } from './tags.ts';

const simpleTableProperties = z.strictObject({
  PrimaryKey: z
    .strictObject({ Name: z.unknown(), Type: z.enum(['String', 'Number', 'Binary']) })
    .exactOptional(),
  ProvisionedThroughput: z.unknown().exactOptional(),
  TableName: z.unknown().exactOptional(),
  Tags: z.unknown().exactOptional(),
  SSESpecification: z.unknown().exactOptional(),
  PointInTimeRecoverySpecification: z.unknown().exactOptional(),
});

/**
 * A table with a partition key alone, by default `id`, and on demand where no throughput is given.
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-simpletable.html
 */
export function simpleTable(
  id: string,
  { Type: _, Properties = {}, ...attributes }: TemplateResource,
): Resources {
  const { PrimaryKey, ProvisionedThroughput, Tags, ...rest } = parseServerless(
    simpleTableProperties,
    id,
    Properties,
  );
  const AttributeName = PrimaryKey?.Name ?? 'id';
  const AttributeType = (PrimaryKey?.Type ?? 'String').charAt(0);
  return [
    [
      id,
      {
        ...attributes,
        Type: 'AWS::DynamoDB::Table',
        Properties: {
          ...rest,
          ...tagsOf(Tags),
          ...defined({ ProvisionedThroughput }),
          ...(ProvisionedThroughput === undefined && { BillingMode: 'PAY_PER_REQUEST' }),
          AttributeDefinitions: [{ AttributeName, AttributeType }],
          KeySchema: [{ AttributeName, KeyType: 'HASH' }],
        },
      },
    ],
  ];
}
