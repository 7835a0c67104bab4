import { BatchWriteItemCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { WaitingRow } from '@callback-relay/callbacks-table';
import { attributesOfRow, dynamodbCallbackStore } from '@callback-relay/callbacks-table/dynamodb';
import type { Relay } from '@callback-relay/relay';
import { callbacksTableOf } from '../callbacks-table.ts';
import type { RunningApp } from '../running-app.ts';
import { idlePorts, memoryRelay } from './memory-relay.ts';

/** The relay over the callbacks table of the local runtime, by the adapter and the SDK that run on Lambda. */
export interface TableRelay {
  readonly relay: Relay;
  fill(rows: readonly WaitingRow[]): Promise<void>;
  close(): void;
}

const BATCH_ROWS = 25;

export function tableRelay(app: RunningApp): TableRelay {
  const tableName = callbacksTableOf(app);
  const client = new DynamoDBClient(app.local.clientConfig);
  return {
    relay: {
      ...idlePorts(),
      tasks: memoryRelay(new Map()).tasks,
      store: dynamodbCallbackStore(client, tableName),
    },
    async fill(rows) {
      for (let at = 0; at < rows.length; at += BATCH_ROWS) {
        const requests = rows
          .slice(at, at + BATCH_ROWS)
          .map((row) => ({ PutRequest: { Item: attributesOfRow(row) } }));
        await client.send(new BatchWriteItemCommand({ RequestItems: { [tableName]: requests } }));
      }
    },
    close: () => client.destroy(),
  };
}
