import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../src/index.ts';
import { chargingApp } from './app/charging-app.ts';

/** Draws the faults; CHAOS_SEED tries another. */
const seed = Number(process.env.CHAOS_SEED ?? 7);
const MOST_ORDERS = 200;
const STEP_MS = 10 * 60_000;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chaos-'));
  chargingApp(folder).synth();
}, 120_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Moves the clock on until the execution has ended: what a fault has struck is tried again after a while. */
async function endOf(app: TestApp, machine: string, orderId: string): Promise<object> {
  const execution = await app.start({ orderId }, machine);
  for (let step = 0; step < 12; step += 1) {
    const end = await app.waitForEnd(execution).catch(() => undefined);
    if (end !== undefined) return end;
    await app.advance(STEP_MS);
  }
  return { status: 'RUNNING' };
}

/** What was charged in all, by worker. */
async function charged(client: DynamoDBClient, worker: string): Promise<number> {
  const { Items = [] } = await client.send(new ScanCommand({ TableName: 'charges' }));
  const own = Items.filter(({ id }) => id?.S?.startsWith(`${worker} `));
  return own.reduce((sum, { charges }) => sum + Number(charges?.N), 0);
}

describe(`a worker under chaos (seed ${seed})`, () => {
  it.each([
    ['naive', 'charges an order twice, which only a fault brings to light'],
    ['careful', 'charges each order once, whatever is lost, late or doubled'],
  ])(
    '%s: %s',
    async (worker) => {
      const app = await startTestApp({ app: folder, chaos: seed });
      const client = new DynamoDBClient(app.local.clientConfig);
      try {
        let [orders, charges] = [0, 0];
        while (orders < MOST_ORDERS && charges === orders) {
          orders += 1;
          expect(await endOf(app, worker, `order-${orders}`)).toMatchObject({ status: 'SUCCEEDED' });
          charges = await charged(client, worker);
          if (worker === 'careful' && orders === 20) break;
        }
        if (worker === 'naive') expect(charges).toBeGreaterThan(orders);
        else expect(charges).toBe(orders);
      } finally {
        client.destroy();
        await app.stop();
      }
    },
    400_000,
  );

  it('is refused where the seed is not a whole number', async () => {
    await expect(startTestApp({ app: folder, chaos: 1.5 })).rejects.toThrow(
      'chaos takes a whole number of 0 or more, as 7; given: 1.5',
    );
  }, 60_000);
});
