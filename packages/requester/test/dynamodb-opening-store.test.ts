import type { CallbackRow } from '@callback-relay/contract';
import { afterAll, beforeAll, describe } from 'vitest';
import { dynamodbOpeningStore } from '../src/aws/dynamodb-opening-store.ts';
import { behavesAsOpeningStore } from '../src/opening-store.behaviour.ts';
import type { AttemptRow } from '../src/opening-store.ts';
import { startTable } from './dynalite-table.ts';

describe('the opening store on DynamoDB', () => {
  let tables: Awaited<ReturnType<typeof startTable>>;
  let table: Awaited<ReturnType<typeof tables.create>>;
  beforeAll(async () => {
    tables = await startTable();
    table = await tables.create();
  });
  afterAll(() => tables.stop());

  behavesAsOpeningStore(async () => {
    await table.clear();
    return {
      store: dynamodbOpeningStore(tables.client, table.name),
      put: (row) => table.put({ ...row }),
      get: async (correlationId) => (await table.get(correlationId)) as CallbackRow | AttemptRow | undefined,
    };
  });
});
