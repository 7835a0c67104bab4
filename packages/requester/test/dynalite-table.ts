import type { Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import {
  type AttributeValue,
  CreateTableCommand,
  DeleteItemCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb';

const dynalite = createRequire(import.meta.url)('dynalite') as (options: object) => Server;

/** Any row: of a callback or of an attempt, or as much of one as a test is about. */
export type TableRow = { readonly correlationId: string; readonly [attribute: string]: unknown };

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
  let tables = 0;
  return {
    client,
    endpoint,
    async stop() {
      client.destroy();
      await new Promise((closed) => server.close(closed));
    },
    async create() {
      const name = `callbacks-${++tables}`;
      await client.send(
        new CreateTableCommand({
          TableName: name,
          BillingMode: 'PAY_PER_REQUEST',
          AttributeDefinitions: [{ AttributeName: 'correlationId', AttributeType: 'S' }],
          KeySchema: [{ AttributeName: 'correlationId', KeyType: 'HASH' }],
        }),
      );
      const touched = new Set<string>();
      return {
        name,
        /** Of the keys that were put or read through here. */
        async clear() {
          for (const correlationId of touched) {
            const Key = { correlationId: { S: correlationId } };
            await client.send(new DeleteItemCommand({ TableName: name, Key }));
          }
          touched.clear();
        },
        async put(row: TableRow) {
          touched.add(row.correlationId);
          await client.send(new PutItemCommand({ TableName: name, Item: itemOf(row) }));
        },
        async get(correlationId: string): Promise<unknown> {
          touched.add(correlationId);
          const Key = { correlationId: { S: correlationId } };
          const { Item } = await client.send(
            new GetItemCommand({ TableName: name, Key, ConsistentRead: true }),
          );
          return Item === undefined ? undefined : readAttribute({ M: Item });
        },
      };
    },
  };
}

/** Lists of names are sets, as the requester writes them, and a token is deflated. An empty set does not exist. */
function itemOf(row: object): Record<string, AttributeValue> {
  const members = Object.entries(row).filter(([, value]) => !(Array.isArray(value) && value.length === 0));
  return Object.fromEntries(
    members.map(([name, value]) => [
      name,
      name === 'taskToken' ? { B: deflateRawSync(String(value)) } : attributeOf(value),
    ]),
  );
}

function attributeOf(value: unknown): AttributeValue {
  if (typeof value === 'string') return { S: value };
  if (typeof value === 'number') return { N: String(value) };
  if (typeof value === 'boolean') return { BOOL: value };
  if (Array.isArray(value)) return { SS: value.map(String) };
  return { M: itemOf(value as object) };
}

function readAttribute(attribute: AttributeValue): unknown {
  if (attribute.S !== undefined) return attribute.S;
  if (attribute.N !== undefined) return Number(attribute.N);
  if (attribute.BOOL !== undefined) return attribute.BOOL;
  if (attribute.SS !== undefined) return attribute.SS;
  if (attribute.B !== undefined) return inflateRawSync(attribute.B).toString();
  return Object.fromEntries(
    Object.entries(attribute.M ?? {}).map(([name, value]) => [name, readAttribute(value)]),
  );
}
