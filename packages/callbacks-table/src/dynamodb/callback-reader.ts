import { type DynamoDBClient, paginateQuery, QueryCommand } from '@aws-sdk/client-dynamodb';
import type { CallbackReader, ReadableRow } from '../callback-reader.ts';
import { byExecutionIndex, callbackAttributes, readableAttributes } from '../names.ts';
import { textIn, valuesOf } from './attributes.ts';
import { openPage } from './open-page.ts';
import { projectionOf } from './projection.ts';

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
    return item === undefined ? undefined : valuesOf(item);
  }

  return {
    openPage: (request) => openPage(client, tableName, request),
    async read(correlationId) {
      return (await get(correlationId, readableAttributes)) as ReadableRow | undefined;
    },
    async newestAttempt(attemptKey) {
      return (await get(attemptKey, ['attempt']))?.attempt as number | undefined;
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
      for await (const { Items = [] } of pages)
        found.push(...Items.map((item) => textIn(item, partitionKey)));
      return found;
    },
  };
}
