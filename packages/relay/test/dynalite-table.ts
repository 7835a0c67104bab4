import type { Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { deflateRawSync } from 'node:zlib';
import {
  CreateTableCommand,
  DeleteItemCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb';
import type { CallbackRow } from '@callback-relay/contract';
import { attributesOf } from '../src/aws/attributes.ts';
import { rowOf } from '../src/aws/row-codec.ts';
import { byExecutionIndex } from '../src/environment.ts';

const dynalite = createRequire(import.meta.url)('dynalite') as (options: object) => Server;

/** A callbacks table on a dynalite of its own, and a way to its rows that goes round the store under test. */
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
        { AttributeName: 'correlationId', AttributeType: 'S' },
        { AttributeName: 'execution', AttributeType: 'S' },
      ],
      KeySchema: [{ AttributeName: 'correlationId', KeyType: 'HASH' }],
      GlobalSecondaryIndexes: [
        {
          IndexName: byExecutionIndex,
          KeySchema: [{ AttributeName: 'execution', KeyType: 'HASH' }],
          Projection: { ProjectionType: 'KEYS_ONLY' },
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
    async put(row: CallbackRow) {
      touched.add(row.correlationId);
      await client.send(new PutItemCommand({ TableName, Item: itemOf(row) }));
    },
    async putAttempt(attemptKey: string, attempt: number) {
      touched.add(attemptKey);
      const Item = attributesOf({ correlationId: attemptKey, attempt, expiresAt: 9_000 });
      await client.send(new PutItemCommand({ TableName, Item }));
    },
    async get(correlationId: string): Promise<CallbackRow | undefined> {
      touched.add(correlationId);
      const Key = { correlationId: { S: correlationId } };
      const { Item } = await client.send(new GetItemCommand({ TableName, Key, ConsistentRead: true }));
      return Item === undefined ? undefined : rowOf(Item);
    },
  };
}

/** A row as the requester and the relay write it. */
function itemOf(row: CallbackRow) {
  return attributesOf('taskToken' in row ? { ...row, taskToken: deflateRawSync(row.taskToken) } : row);
}
