import { BatchWriteItemCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { CallbackRow, CallbackStore, WaitingRow } from '@callback-relay/callbacks-table';
import { attributesOfRow, dynamodbCallbackStore } from '@callback-relay/callbacks-table/dynamodb';
import { createStage, destroyClients, listWaits } from '@callback-relay/operator';
import { stage as stageName } from '../app/names.ts';
import { type Running, startHost } from '../waiting/host.ts';
import { rowOf } from './rows.ts';

/** A callbacks table with so many rows, on a local runtime of its own, behind the adapters that run on Lambda. */
export interface FilledTable {
  readonly host: Running;
  readonly tableName: string;
  readonly store: CallbackStore;
  put(rows: readonly CallbackRow[]): Promise<void>;
  /** Read units of the list of what waits, for each callback that is open. */
  listUnits(): Promise<number>;
  close(): Promise<void>;
}

const BATCH_ROWS = 25;
const WRITERS = 4;

export async function filledTable(
  assembly: string,
  sample: WaitingRow,
  rows: number,
  progress: (written: number) => void,
): Promise<FilledTable> {
  const host = await startHost(assembly);
  const client = new DynamoDBClient(host.clientConfig);
  const tableName = `callback-relay-${stageName}-callbacks`;
  const table: FilledTable = {
    host,
    tableName,
    store: dynamodbCallbackStore(client, tableName),
    async put(some) {
      const requests = some.map((row) => ({ PutRequest: { Item: attributesOfRow(row) } }));
      await client.send(new BatchWriteItemCommand({ RequestItems: { [tableName]: requests } }));
    },
    async listUnits() {
      const stage = createStage({ ...host.clientConfig, stage: stageName });
      const { readUnits, open } = await listWaits(stage, { limit: 50 });
      destroyClients(stage.clients);
      return readUnits / open;
    },
    async close() {
      client.destroy();
      await host.stop();
    },
  };
  try {
    await fill(table, sample, rows, progress);
  } catch (error) {
    await table.close();
    throw error;
  }
  return table;
}

async function fill({ put }: FilledTable, sample: WaitingRow, rows: number, progress: (n: number) => void) {
  let next = 0;
  const write = async () => {
    while (next < rows) {
      const from = next;
      next = Math.min(rows, from + BATCH_ROWS);
      await put(Array.from({ length: next - from }, (_, at) => rowOf(sample, from + at)));
      if (next % 100_000 < BATCH_ROWS) progress(next);
    }
  };
  await Promise.all(Array.from({ length: WRITERS }, write));
}
