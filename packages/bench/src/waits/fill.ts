import { BatchWriteItemCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { attributesOfRow } from '@callback-relay/callbacks-table/dynamodb';
import type { Local } from '@callback-relay/local';
import { sampleOpening } from '../cost/sample-opening.ts';
import { waitingRow } from '../throughput/sample-callbacks.ts';

const BATCH_ROWS = 25;
const BATCHES_AT_ONCE = 4;

/** Puts callbacks into the table as the requester leaves them, each of an execution of its own, the first the oldest. */
export async function fill(clientConfig: Local['clientConfig'], tableName: string, callbacks: number) {
  const client = new DynamoDBClient(clientConfig);
  const sample = waitingRow(await sampleOpening());
  let next = 0;
  const writer = async () => {
    while (next < callbacks) {
      const from = next;
      next = Math.min(callbacks, from + BATCH_ROWS);
      const requests = Array.from({ length: next - from }, (_, at) => {
        const number = from + at;
        const row = {
          ...sample,
          correlationId: correlationIdOf(number),
          execution: `${sample.execution.split(':')[0]}:execution-${number}`,
          openedAt: sample.openedAt - callbacks + number,
        };
        return { PutRequest: { Item: attributesOfRow(row) } };
      });
      await client.send(new BatchWriteItemCommand({ RequestItems: { [tableName]: requests } }));
    }
  };
  try {
    await Promise.all(Array.from({ length: BATCHES_AT_ONCE }, writer));
  } finally {
    client.destroy();
  }
}

export function correlationIdOf(number: number) {
  return `orders:${number}` as const;
}
