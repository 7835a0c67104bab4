import { MOST_VALUES } from '../foundation/request-size.ts';
import { arnOf } from '../foundation/resources/identities.ts';
import { resourceType } from '../foundation/resources/resource-type.ts';
import { encrypted, tagged } from '../foundation/resources/without-effect.ts';
import type { ServiceDefinition } from '../foundation/service-definition.ts';
import { deployTable } from './deploy-table.ts';
import { dynamodbRequestContext } from './request-context.ts';
import { checkedTableProperties, tableProperties } from './resource-properties.ts';
import { templateStreamArn } from './streams/template-stream.ts';
import type { Tables } from './tables.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html: 16 MB a request. */
const LARGEST_REQUEST_BYTES = 16 * 1_048_576;

/** An item of 400 KB has fewer: an element of a list or set is two bytes at least. */
const MOST_VALUES_OF_ITEM = 410_000;

const oneItem: ReadonlySet<string> = new Set(['PutItem', 'UpdateItem', 'DeleteItem', 'Query', 'Scan']);
const manyItems: ReadonlySet<string> = new Set(['BatchWriteItem', 'TransactWriteItems']);

function mostValues(operation: string): number | undefined {
  if (manyItems.has(operation)) return undefined;
  return oneItem.has(operation) ? MOST_VALUES_OF_ITEM : MOST_VALUES;
}

export const dynamodbDefinition: ServiceDefinition<Tables> = {
  iamPrefix: 'dynamodb',
  protocol: { kind: 'json', targetPrefix: 'DynamoDB_20120810' },
  largestRequestBytes: LARGEST_REQUEST_BYTES,
  mostValues,
  requestContext: dynamodbRequestContext,
  conditionKeys: ['dynamodb:attributes', 'dynamodb:leadingkeys', 'dynamodb:returnvalues', 'dynamodb:select'],
  resourceTypes: {
    'AWS::DynamoDB::Table': resourceType({
      properties: tableProperties,
      checked: checkedTableProperties,
      withoutEffect: {
        ...tagged,
        ContributorInsightsSpecification: 'a metric',
        DeletionProtectionEnabled: 'nothing deletes stacks here',
        OnDemandThroughput: 'no table is throttled here',
        PointInTimeRecoverySpecification: 'UpdateContinuousBackups turns it on here',
        SSESpecification: encrypted,
        TableClass: 'a price',
        WarmThroughput: 'no table is throttled here',
      },
      name: { property: 'TableName' },
      identifiedBy: ['StreamSpecification'],
      identify(name, environment, { StreamSpecification }) {
        const arn = arnOf('dynamodb', environment, `table/${name}`);
        const StreamArn = StreamSpecification === undefined ? undefined : templateStreamArn(arn);
        return { ref: name, attributes: { Arn: arn, Name: name, ...(StreamArn && { StreamArn }) } };
      },
      deploy: deployTable,
    }),
  },
};

/** DynamoDB Streams is called under a name of its own, and belongs to DynamoDB in everything else. */
export const dynamodbStreamsDefinition: ServiceDefinition<Tables> = {
  ...dynamodbDefinition,
  protocol: { kind: 'json', targetPrefix: 'DynamoDBStreams_20120810' },
  resourceTypes: {},
};
