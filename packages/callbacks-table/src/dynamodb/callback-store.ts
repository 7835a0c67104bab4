import {
  BatchWriteItemCommand,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import type { CorrelationId } from '@callback-relay/contract';
import type { SettlingRow, WaitingRow } from '../callback-row.ts';
import type { CallbackStore } from '../callback-store.ts';
import { byExecutionIndex, callbackAttributes } from '../names.ts';
import type { ChainRow } from '../opening-store.ts';
import { senderOf } from '../sender.ts';
import { type Attributes, attributesOf, textIn, valuesOf } from './attributes.ts';
import {
  allowSourcesUpdate,
  cancelUpdate,
  claimUpdate,
  closeUpdate,
  markUnsentUpdate,
  parkBesideUpdate,
  progressUpdate,
  rememberUpdate,
  type Update,
  unclaimUpdate,
  withdrawUpdate,
} from './callback-updates.ts';
import { attributesOfRow, rowOf } from './row-codec.ts';

const { partitionKey, execution: executionKey } = callbackAttributes;

/** `CallbackStore` on DynamoDB: each method one call. */
export function dynamodbCallbackStore(client: DynamoDBClient, tableName: string): CallbackStore {
  async function send(update: Update, returns: 'NONE' | 'ALL_OLD' = 'NONE'): Promise<Updated> {
    const { correlationId, expression, condition, names, values } = update;
    const command = new UpdateItemCommand({
      TableName: tableName,
      Key: keyOf(correlationId),
      UpdateExpression: expression,
      ConditionExpression: condition,
      ExpressionAttributeValues: attributesOf(values),
      ExpressionAttributeNames: names,
      ReturnValues: returns,
      ...(returns === 'ALL_OLD' && { ReturnValuesOnConditionCheckFailure: 'ALL_OLD' }),
    });
    return client.send(command).then(({ Attributes: item }) => ({ done: true, item }), refused);
  }

  return {
    async claim(claim) {
      const { done, item } = await send(claimUpdate(claim), 'ALL_OLD');
      if (!done) return item === undefined ? { claimed: false } : { claimed: false, row: rowOf(item) };
      return { claimed: true, before: rowOf(item ?? {}) as WaitingRow | SettlingRow };
    },
    async read(correlationId) {
      const { Item } = await client.send(
        new GetItemCommand({ TableName: tableName, Key: keyOf(correlationId), ConsistentRead: true }),
      );
      return Item === undefined ? undefined : rowOf(Item);
    },
    async park({ correlationId, result, expiresAt }) {
      const parked = { [senderOf(result.event)]: result };
      const row = { correlationId, state: 'parked', answers: {}, parked, expiresAt };
      const command = new PutItemCommand({
        TableName: tableName,
        Item: attributesOf(row),
        ConditionExpression: `attribute_not_exists(${partitionKey})`,
      });
      return client.send(command).then(
        () => true,
        (error) => refused(error).done,
      );
    },
    parkBeside: async (parking) => (await send(parkBesideUpdate(parking))).done,
    unclaim: async (unclaiming) => (await send(unclaimUpdate(unclaiming))).done,
    close: async (closing) => (await send(closeUpdate(closing))).done,
    async closeAll(rows) {
      const requests = rows.map((row) => ({ PutRequest: { Item: attributesOfRow(row) } }));
      const command = new BatchWriteItemCommand({ RequestItems: { [tableName]: requests } });
      const { UnprocessedItems = {} } = await client.send(command);
      const unprocessed = Object.values(UnprocessedItems).flat();
      return unprocessed.map(({ PutRequest }) => textIn(PutRequest?.Item ?? {}, partitionKey));
    },
    markUnsent: async (claim) => (await send(markUnsentUpdate(claim))).done,
    withdraw: async (claim) => (await send(withdrawUpdate(claim))).done,
    remember: async (memory) => (await send(rememberUpdate(memory))).done,
    async recordProgress(report) {
      const { done, item } = await send(progressUpdate(report), 'ALL_OLD');
      if (!done) return item === undefined ? { recorded: false } : { recorded: false, row: rowOf(item) };
      return { recorded: true, before: rowOf(item ?? {}) as WaitingRow };
    },
    async callbacksOf(execution, cursor) {
      const { Items = [], LastEvaluatedKey } = await client.send(
        new QueryCommand({
          TableName: tableName,
          IndexName: byExecutionIndex,
          KeyConditionExpression: `${executionKey} = :execution`,
          ExpressionAttributeValues: { ':execution': { S: execution } },
          ...(cursor !== undefined && { ExclusiveStartKey: JSON.parse(cursor) as Attributes }),
        }),
      );
      const correlationIds = Items.map((item) => textIn(item, partitionKey));
      return LastEvaluatedKey === undefined
        ? { correlationIds }
        : { correlationIds, cursor: JSON.stringify(LastEvaluatedKey) };
    },
    allowSources: async (allowance) => (await send(allowSourcesUpdate(allowance))).done,
    cancel: async (cancellation) => (await send(cancelUpdate(cancellation))).done,
    async newestAttempt(chainKey) {
      const { Item } = await client.send(
        new GetItemCommand({ TableName: tableName, Key: keyOf(chainKey), ConsistentRead: true }),
      );
      const { attempt, ambiguous } = (Item === undefined ? {} : valuesOf(Item)) as Partial<ChainRow>;
      return ambiguous ? undefined : attempt;
    },
  };
}

interface Updated {
  readonly done: boolean;
  readonly item: Attributes | undefined;
}

function keyOf(correlationId: CorrelationId): Attributes {
  return { [partitionKey]: { S: correlationId } };
}

/** The condition did not hold. On AWS the error brings the row as it is; other engines may leave it out. */
function refused(error: unknown): Updated {
  if (error instanceof Error && error.name === 'ConditionalCheckFailedException') {
    return { done: false, item: (error as { Item?: Attributes }).Item };
  }
  throw error;
}
