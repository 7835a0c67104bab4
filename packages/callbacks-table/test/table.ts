import type { Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import {
  CreateTableCommand,
  DeleteItemCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  ScanCommand,
} from '@aws-sdk/client-dynamodb';
import type { CallbackRow } from '../src/callback-row.ts';
import { valuesOf } from '../src/dynamodb/attributes.ts';
import { attributesOfRow, rowOf } from '../src/dynamodb/row-codec.ts';
import { byExecutionIndex, callbackAttributes } from '../src/names.ts';
import type { ChainRow } from '../src/opening-store.ts';

const dynalite = createRequire(import.meta.url)('dynalite') as (options: object) => Server;

const { partitionKey, execution, projected } = callbackAttributes;

/** A row, or as much of one as a test is about. */
export type TableRow = { readonly correlationId: string; readonly [attribute: string]: unknown };

/** A callbacks table on an engine of its own, and a way to its rows that goes round the stores under test. */
export async function startTable() {
  const server = dynalite({ createTableMs: 0 });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  const endpoint = `http://127.0.0.1:${port}`;
  const client = new DynamoDBClient({
    endpoint,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
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
    endpoint,
    name: TableName,
    async stop() {
      client.destroy();
      await new Promise((closed) => server.close(closed));
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
