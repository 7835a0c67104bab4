import { afterAll, beforeAll, describe, expect, it } from 'vitest';
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

  it('passes on what goes wrong as the SDK throws it', async () => {
    const { recordAttempt } = dynamodbOpeningStore(table.client, 'no-such-table');
    const attempt = { chainKey: 'orders#task', attempt: 1, openingId: 'opening-1', expiresAt: 9 };
    await expect(recordAttempt(attempt)).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });
});
