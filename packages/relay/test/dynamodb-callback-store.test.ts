import { afterAll, beforeAll, describe } from 'vitest';
import { dynamodbCallbackStore } from '../src/aws/dynamodb-callback-store.ts';
import { behavesAsCallbackStore } from '../src/callback/callback-store.behaviour.ts';
import { startTable } from './dynalite-table.ts';

describe('the callback store on DynamoDB', () => {
  let table: Awaited<ReturnType<typeof startTable>>;
  beforeAll(async () => {
    table = await startTable();
  });
  afterAll(() => table.stop());

  behavesAsCallbackStore(async () => {
    await table.clear();
    return { ...table, store: dynamodbCallbackStore(table.client, table.name) };
  });
});
