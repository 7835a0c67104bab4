import { BatchWriteItemCommand, CreateTableCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { byExecutionIndex, callbackAttributes } from '@callback-relay/callbacks-table/names';
import { startTables } from '@callback-relay/local/tables';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createStage, listWaits, type Stage, type WaitQuery, waitOrders } from '../src/index.ts';

const rows = 4000;
const now = Date.parse('2026-01-02T00:00:00Z');
const minute = 60_000;
const { partitionKey, execution, projected } = callbackAttributes;

let tables: Awaited<ReturnType<typeof startTables>>;
let stage: Stage;
/** Rows that DynamoDB handed over, and how many it had read for them. */
const traffic = { rows: 0, scanned: 0 };

beforeAll(async () => {
  tables = await startTables();
  stage = {
    ...createStage({ stage: 'dev', ...tables.clientConfig, now: () => now }),
    caller: async () => ({ arn: 'arn', account: '000000000000', region: 'us-east-1', partition: 'aws' }),
  };
  const TableName = stage.names.callbacksTable;
  const { dynamodb } = stage.clients;
  await dynamodb.send(
    new CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [partitionKey, execution].map((AttributeName) => ({
        AttributeName,
        AttributeType: 'S',
      })),
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
  for (let from = 0; from < rows; from += 25) {
    const puts = Array.from({ length: 25 }, (_, at) => ({ PutRequest: { Item: row(from + at) } }));
    await dynamodb.send(new BatchWriteItemCommand({ RequestItems: { [TableName]: puts } }));
  }
  dynamodb.middlewareStack.add(
    (next, { commandName }) =>
      async (args) => {
        const result = await next(args);
        const { Count = 0, ScannedCount = 0 } = result.output as { Count?: number; ScannedCount?: number };
        if (commandName === ScanCommand.name) {
          traffic.rows += Count;
          traffic.scanned += ScannedCount;
        }
        return result;
      },
    { step: 'initialize' },
  );
});
afterAll(() => tables?.stop());

/** Ages and deadlines go round by steps that share no factor with the number of rows, so that they order it differently. */
function row(number: number) {
  return {
    correlationId: { S: `${number % 4 === 0 ? 'invoices' : 'orders'}:${String(number).padStart(5, '0')}` },
    execution: { S: `${number % 3 === 0 ? 'Billing' : 'Checkout'}:run-${number}` },
    openedAt: { N: String(now - ((number * 1021) % rows) * minute) },
    deadline: { N: String(now + ((number * 2053) % rows) * minute) },
    allowedSources: { SS: number % 5 === 0 ? ['post', 'payments'] : ['payments'] },
  };
}

describe('the list of what waits, over four thousand callbacks', () => {
  it.each(
    [
      {},
      { worker: 'post' },
      { worker: 'pay' },
      { namespace: 'invoices' },
      { stateMachine: 'Billing' },
      { execution: 'run-123' },
      { search: 'BILLING' },
      { olderThan: 3000 * minute },
      { dueWithin: 20 * minute },
      { worker: 'post', stateMachine: 'Billing', olderThan: 10 * minute },
    ].flatMap((filter) => waitOrders.map((order) => ({ ...filter, order }))),
  )('has the same first callbacks as the whole list: %j', async (query: WaitQuery) => {
    const all = await listWaits(stage, { ...query, limit: rows });
    const first = await listWaits(stage, { ...query, limit: 7 });
    expect(first.waits).toEqual(all.waits.slice(0, 7));
    expect([first.open, all.open]).toEqual([rows, rows]);
  });

  it('is read as a whole, of which only what may be shown travels', async () => {
    Object.assign(traffic, { rows: 0, scanned: 0 });
    await listWaits(stage, { limit: 10 });
    expect(traffic.scanned).toBe(rows);
    expect(traffic.rows).toBeLessThan(rows * 0.6);
    Object.assign(traffic, { rows: 0 });
    expect((await listWaits(stage, { namespace: 'invoices', worker: 'post' })).waits).toHaveLength(50);
    expect(traffic.rows).toBeLessThanOrEqual(rows / 20);
  });
});
