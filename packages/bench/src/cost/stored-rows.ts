import { type AttributeValue, DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { settledRow } from '@callback-relay/callbacks-table';
import { dynamodbCallbackStore, dynamodbOpeningStore } from '@callback-relay/callbacks-table/dynamodb';
import { callbacksTableOf } from '../callbacks-table.ts';
import type { RunningApp } from '../running-app.ts';
import { sampleOpening } from './sample-opening.ts';

export type Item = Readonly<Record<string, AttributeValue>>;

/** The items of one callback's life. */
export interface StoredRows {
  readonly waiting: Item;
  readonly settling: Item;
  readonly settled: Item;
}

/** As a UUID of EventBridge, and a fingerprint of ours, are long. */
const EVENT_ID = '0b7a1f6e-31f5-4f5e-9a30-5f0a5f6f2c11';
const FINGERPRINT = 'x'.repeat(22);
const CLAIM_ID = 'x'.repeat(11);

/** Opens, claims and closes a callback on the callbacks table by the adapters that run on Lambda, and reads what is there. */
export async function storedRows(app: RunningApp): Promise<StoredRows> {
  const client = new DynamoDBClient(app.local.clientConfig);
  const tableName = callbacksTableOf(app);
  const store = dynamodbCallbackStore(client, tableName);
  const opening = await sampleOpening();
  const { correlationId, openedAt: now } = opening;
  const event = { correlationId, eventId: EVENT_ID, fingerprint: FINGERPRINT, now };
  const read = async (): Promise<Item> => {
    const Key = { correlationId: { S: correlationId } };
    const { Item } = await client.send(
      new GetItemCommand({ TableName: tableName, Key, ConsistentRead: true }),
    );
    return Item ?? {};
  };
  try {
    await dynamodbOpeningStore(client, tableName).open(opening);
    const waiting = await read();
    const claim = { ...event, source: 'payments', account: '123456789012', claimId: CLAIM_ID };
    const answer = await store.claim(claim);
    if (!answer.claimed) throw new Error('the sample callback was not claimed');
    const settling = await read();
    await store.closeAll([settledRow(answer.before, { ...event, verdict: 'delivered', forget: [] })]);
    return { waiting, settling, settled: await read() };
  } finally {
    client.destroy();
  }
}
