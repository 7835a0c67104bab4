import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compareSeeds } from '../src/adapters/compare-seeds.ts';
import { type DynamodbStores, startDynamodbStores } from '../src/adapters/dynamodb-stores.ts';

describe('the DynamoDB adapters under the seeds of the simulation', () => {
  let stores: DynamodbStores;
  beforeAll(async () => {
    stores = await startDynamodbStores();
  });
  afterAll(() => stores.stop());

  it('answer and write what the model does', { timeout: 60_000 }, async () => {
    const compared = await compareSeeds(1, 20, stores);
    expect(compared).toMatchObject({ runs: 20, differences: 0, failures: [] });
    expect(compared.calls).toBeGreaterThan(200);
  });

  it('are caught where a condition is another one', { timeout: 60_000 }, async () => {
    const { callbackStore } = stores;
    const close: typeof callbackStore.close = (closing) =>
      callbackStore.close({ ...closing, openingId: 'x' });
    const planted = { ...stores, callbackStore: { ...callbackStore, close } };
    const { differences, failures } = await compareSeeds(1, 20, planted);
    expect(differences).toBeGreaterThan(0);
    expect(failures[0]).toMatchObject({ method: 'close', what: 'the model answers true, DynamoDB false' });
  });

  it('are caught where an attribute is another one', { timeout: 60_000 }, async () => {
    const { openingStore } = stores;
    const open: typeof openingStore.open = (callback) =>
      openingStore.open({ ...callback, expiresAt: callback.expiresAt + 1 });
    const planted = { ...stores, openingStore: { ...openingStore, open } };
    const { failures } = await compareSeeds(1, 1, planted);
    expect(failures[0]).toMatchObject({ seed: 1, method: 'open' });
    expect(failures[0]?.what).toMatch(/^the model leaves the row .*expiresAt/);
  });
});
