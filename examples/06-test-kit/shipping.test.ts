import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type StandIn, startTestApp, type TestApp } from '@callback-relay/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { shippingApp } from './shipping-app.ts';
import { shipping } from './shipping-contract.ts';

const parcel = { parcel: 'book-7', address: { city: 'Lisbon' } };
const days = (count: number) => count * 86_400_000;

let folder: string;
let app: TestApp;
let carrier: StandIn<typeof shipping>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shipping-'));
  shippingApp(folder).synth();
  app = await startTestApp({ app: folder });
  carrier = await app.standIn(shipping, { queue: 'carrier-requests' });
}, 60_000);
afterAll(async () => {
  await app.stop();
  await rm(folder, { recursive: true, force: true });
});

it('a parcel that arrives ends the execution with its tracking number', async () => {
  const execution = await app.start(parcel);
  const request = await carrier.waitForRequest();
  expect(request.payload.address.city).toBe('Lisbon');
  await carrier.succeed(request, { trackingNumber: 'T-1' });
  expect(await app.waitForEnd(execution)).toMatchObject({ output: { trackingNumber: 'T-1' } });
});

it('a carrier that is silent for two days is asked once more, for the same piece of work', async () => {
  const execution = await app.start(parcel);
  const first = await carrier.waitForRequest();
  await app.advance(days(3));
  const second = await carrier.waitForRequest();
  expect(second.idempotencyKey).toBe(first.idempotencyKey);
  expect(second.correlationId).not.toBe(first.correlationId);
  await carrier.succeed(second, { trackingNumber: 'T-2' });
  expect(await app.waitForEnd(execution)).toMatchObject({ status: 'SUCCEEDED' });
});

it('a parcel that comes back goes to the shop', async () => {
  const execution = await app.start(parcel);
  await carrier.fail(await carrier.waitForRequest(), 'NoSuchAddress');
  expect(await app.waitForEnd(execution)).toMatchObject({ status: 'SUCCEEDED' });
  const entered = (await app.history(execution)).filter(({ type }) => type === 'SucceedStateEntered');
  expect(entered.map(({ details }) => details.name)).toEqual(['Given back to the shop']);
});
