import {
  CreateTableCommand,
  DeleteItemCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  ScanCommand,
} from '@aws-sdk/client-dynamodb';
import { startTables } from '@callback-relay/local/tables';
import type { CallbackRow } from '../src/callback-row.ts';
import { valuesOf } from '../src/dynamodb/attributes.ts';
import { attributesOfRow, rowOf } from '../src/dynamodb/row-codec.ts';
import { byExecutionIndex, callbackAttributes } from '../src/names.ts';
import type { ChainRow } from '../src/opening-store.ts';

const { partitionKey, execution, projected } = callbackAttributes;

/** A row, or as much of one as a test is about. */
export type TableRow = { readonly correlationId: string; readonly [attribute: string]: unknown };

/** A callbacks table on an engine of its own, and a way to its rows that goes round the stores under test. */
export async function startTable() {
  const tables = await startTables();
  const { endpoint } = tables;
  const client = new DynamoDBClient(tables.clientConfig);
  const TableName = 'callbacks';
  await client.send(
    new CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [
        { AttributeName: partitionKey, AttributeType: 'S' },
        { AttributeName: execution, AttributeType: 'S' },
      ],
      KeySchema: [{ AttributeName: partitionKey, KeyType: 'HASH' }],
      GlobalSecondaryIndexes: [
        {
          IndexName: byExecutionIndex,
          KeySchema: [{ AttributeName: execution, KeyType: 'HASH' }],
          Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: [...projected] },
        },
      ],
    }),
  );
  const touched = new Set<string>();

  return {
    client,
    /** For clients of a test's own. */
    clientConfig: tables.clientConfig,
    endpoint,
    name: TableName,
    async stop() {
      client.destroy();
      await tables.stop();
    },
    /** Of the keys that were put or read through here. */
    async clear() {
      for (const correlationId of touched) {
        await client.send(new DeleteItemCommand({ TableName, Key: { correlationId: { S: correlationId } } }));
      }
      touched.clear();
    },
    /** Of every key there is. */
    async clearAll() {
      const { Items = [] } = await client.send(new ScanCommand({ TableName, ConsistentRead: true }));
      for (const { correlationId = { S: '' } } of Items) {
        await client.send(new DeleteItemCommand({ TableName, Key: { correlationId } }));
      }
    },
    async put(row: TableRow | CallbackRow | ChainRow) {
      touched.add(row.correlationId);
      await client.send(
        new PutItemCommand({ TableName, Item: attributesOfRow(row as Partial<CallbackRow>) }),
      );
    },
    async get(correlationId: string): Promise<CallbackRow | undefined> {
      touched.add(correlationId);
      const Key = { correlationId: { S: correlationId } };
      const { Item } = await client.send(new GetItemCommand({ TableName, Key, ConsistentRead: true }));
      if (Item === undefined) return undefined;
      return 'state' in Item ? rowOf(Item) : (valuesOf(Item) as unknown as CallbackRow);
    },
  };
}
