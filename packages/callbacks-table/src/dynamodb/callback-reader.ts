import {
  type AttributeValue,
  type DynamoDBClient,
  paginateQuery,
  paginateScan,
  QueryCommand,
} from '@aws-sdk/client-dynamodb';
import type { CallbackReader, ListedCallback, ReadableRow } from '../callback-reader.ts';
import { byExecutionIndex, callbackAttributes, listedAttributes, readableAttributes } from '../names.ts';
import { valuesOf } from './attributes.ts';

const { partitionKey, execution: executionKey } = callbackAttributes;

/** `CallbackReader` on DynamoDB. */
export function callbackReader(client: DynamoDBClient, tableName: string): CallbackReader {
  /** A Query, because IAM can hold it to naming its attributes (`dynamodb:Select`), which it cannot do for GetItem. */
  async function get(key: string, attributes: readonly string[]) {
    const projection = projectionOf(attributes);
    const { Items: [item] = [] } = await client.send(
      new QueryCommand({
        TableName: tableName,
        ConsistentRead: true,
        Select: 'SPECIFIC_ATTRIBUTES',
        KeyConditionExpression: '#key = :key',
        ProjectionExpression: projection.ProjectionExpression,
        ExpressionAttributeNames: { ...projection.ExpressionAttributeNames, '#key': partitionKey },
        ExpressionAttributeValues: { ':key': { S: key } },
      }),
    );
    return item === undefined || Object.keys(item).length === 0 ? undefined : valuesOf(item);
  }

  return {
    async open({ segment, segments }) {
      const callbacks: ListedCallback[] = [];
      let readUnits = 0;
      const pages = paginateScan(
        { client },
        {
          TableName: tableName,
          IndexName: byExecutionIndex,
          Segment: segment,
          TotalSegments: segments,
          Select: 'SPECIFIC_ATTRIBUTES',
          ReturnConsumedCapacity: 'TOTAL',
          ...projectionOf(listedAttributes),
        },
      );
      for await (const { Items = [], ConsumedCapacity } of pages) {
        callbacks.push(...Items.map((item) => valuesOf(item) as unknown as ListedCallback));
        readUnits += ConsumedCapacity?.CapacityUnits ?? 0;
      }
      return { callbacks, readUnits };
    },
    async read(correlationId) {
      return (await get(correlationId, readableAttributes)) as ReadableRow | undefined;
    },
    async newestAttempt(attemptKey) {
      const attempt = (await get(attemptKey, ['attempt']))?.attempt;
      return typeof attempt === 'number' ? attempt : undefined;
    },
    async ofExecution(execution) {
      const found: string[] = [];
      const pages = paginateQuery(
        { client },
        {
          TableName: tableName,
          IndexName: byExecutionIndex,
          Select: 'SPECIFIC_ATTRIBUTES',
          KeyConditionExpression: '#execution = :execution',
          ProjectionExpression: '#id',
          ExpressionAttributeNames: { '#execution': executionKey, '#id': partitionKey },
          ExpressionAttributeValues: { ':execution': { S: execution } },
        },
      );
      for await (const { Items = [] } of pages) found.push(...Items.map((item) => keyOf(item)));
      return found;
    },
  };
}

/** By names that stand for attributes, for some of those are reserved words. */
function projectionOf(attributes: readonly string[]) {
  return {
    ProjectionExpression: attributes.map((_, at) => `#a${at}`).join(', '),
    ExpressionAttributeNames: Object.fromEntries(attributes.map((name, at) => [`#a${at}`, name])),
  };
}

function keyOf(item: Record<string, AttributeValue>): string {
  return item[partitionKey]?.S ?? '';
}
