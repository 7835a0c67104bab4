import { afterAll, beforeAll, describe } from 'vitest';
import { startTable } from '../../test/table.ts';
import { behavesAsOpeningStore } from '../model/opening-store.behaviour.ts';
import { dynamodbOpeningStore } from './opening-store.ts';

describe('the opening store on DynamoDB', () => {
  let table: Awaited<ReturnType<typeof startTable>>;
  beforeAll(async () => {
    table = await startTable();
  });
  afterAll(() => table.stop());

  behavesAsOpeningStore(async () => {
    await table.clear();
    return { ...table, store: dynamodbOpeningStore(table.client, table.name) };
  });
});
