import { afterAll, beforeAll, describe } from 'vitest';
import { dynamodbOpeningStore } from '../src/aws/dynamodb-opening-store.ts';
import { behavesAsOpeningStore, type OpeningStoreUnderTest } from '../src/opening-store.behaviour.ts';
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
      put: table.put,
      get: table.get,
    } as OpeningStoreUnderTest;
  });
});
