import { DeleteItemCommand } from '@aws-sdk/client-dynamodb';
import { dynamodbCallbackStore, dynamodbOpeningStore } from '@callback-relay/callbacks-table/dynamodb';
import { startTable } from '@callback-relay/callbacks-table/test-table';
import type { StoresUnderTest } from './replay-calls.ts';

/** The adapters of the callbacks table on a local DynamoDB of their own. */
export interface DynamodbStores extends StoresUnderTest {
  /** Removes every row that was touched. */
  clear(): Promise<void>;
  stop(): Promise<void>;
}

export async function startDynamodbStores(): Promise<DynamodbStores> {
  const { client, name: TableName, get, clear, stop } = await startTable();
  return {
    openingStore: dynamodbOpeningStore(client, TableName),
    callbackStore: dynamodbCallbackStore(client, TableName),
    get,
    async delete(correlationId) {
      await client.send(new DeleteItemCommand({ TableName, Key: { correlationId: { S: correlationId } } }));
    },
    clear,
    stop,
  };
}
