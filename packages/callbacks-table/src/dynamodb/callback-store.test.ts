import { afterAll, beforeAll, describe } from 'vitest';
import { startTable } from '../../test/table.ts';
import { behavesAsCallbackStore } from '../model/callback-store.behaviour.ts';
import { dynamodbCallbackStore } from './callback-store.ts';

describe('the callback store on DynamoDB', () => {
  let table: Awaited<ReturnType<typeof startTable>>;
  beforeAll(async () => {
    table = await startTable();
  });
  afterAll(() => table.stop());

  behavesAsCallbackStore(async () => {
    await table.clear();
    return {
      ...table,
      store: dynamodbCallbackStore(table.client, table.name),
      putAttempt: (correlationId, attempt) => table.put({ correlationId, attempt, expiresAt: 9_000 }),
    };
  });
});
