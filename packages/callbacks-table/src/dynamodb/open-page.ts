import { type AttributeValue, type DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import type {
  ListedCallback,
  OpenCondition,
  OpenPage,
  OpenPageRequest,
  ScanCursor,
} from '../callback-reader.ts';
import { byExecutionIndex, callbackAttributes, listedAttributes } from '../names.ts';
import { type Attributes, attributeOf, textIn, valuesOf } from './attributes.ts';
import { projectionOf } from './projection.ts';

const { partitionKey, execution: executionKey } = callbackAttributes;

/** One page of the Scan of a segment of the index by execution. Errors are thrown as the SDK throws them. */
export async function openPage(
  client: DynamoDBClient,
  tableName: string,
  { segment, segments, after, limit, conditions = [] }: OpenPageRequest,
): Promise<OpenPage> {
  const { ExpressionAttributeNames, ProjectionExpression } = projectionOf(listedAttributes);
  const {
    Items = [],
    ScannedCount,
    ConsumedCapacity,
    LastEvaluatedKey,
  } = await client.send(
    new ScanCommand({
      TableName: tableName,
      IndexName: byExecutionIndex,
      Segment: segment,
      TotalSegments: segments,
      Select: 'SPECIFIC_ATTRIBUTES',
      ReturnConsumedCapacity: 'TOTAL',
      ProjectionExpression,
      ExpressionAttributeNames,
      ...(conditions.length > 0 && filterOf(conditions)),
      Limit: limit,
      ...(after !== undefined && {
        ExclusiveStartKey: {
          [partitionKey]: { S: after.correlationId },
          [executionKey]: { S: after.execution },
        },
      }),
    }),
  );
  return {
    callbacks: Items.map((item) => valuesOf(item) as unknown as ListedCallback),
    scanned: ScannedCount ?? Items.length,
    readUnits: ConsumedCapacity?.CapacityUnits ?? 0,
    ...(LastEvaluatedKey !== undefined && { next: cursorOf(LastEvaluatedKey) }),
  };
}

/** The names of attributes are those of the projection, which has all of them. */
function filterOf(conditions: readonly OpenCondition[]) {
  const expressions = conditions.map(({ attribute, is }, at) =>
    forms[is](`#a${listedAttributes.indexOf(attribute)}`, `:c${at}`),
  );
  const values: Record<string, AttributeValue> = {};
  for (const [at, { value }] of conditions.entries()) values[`:c${at}`] = attributeOf(value);
  return { FilterExpression: expressions.join(' AND '), ExpressionAttributeValues: values };
}

const forms: Readonly<Record<OpenCondition['is'], (name: string, value: string) => string>> = {
  'at-most': (name, value) => `${name} <= ${value}`,
  'at-least': (name, value) => `${name} >= ${value}`,
  prefixed: (name, value) => `begins_with(${name}, ${value})`,
  containing: (name, value) => `contains(${name}, ${value})`,
};

function cursorOf(key: Attributes): ScanCursor {
  return { correlationId: textIn(key, partitionKey), execution: textIn(key, executionKey) };
}
