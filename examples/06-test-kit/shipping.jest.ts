// The first test of shipping.test.ts, for Jest: `node --experimental-vm-modules node_modules/jest/bin/jest.js`.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startTestApp, type TestApp } from '@callback-relay/testing';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { shippingApp } from './shipping-app.ts';
import { shipping } from './shipping-contract.ts';

let folder: string;
let app: TestApp;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shipping-'));
  shippingApp(folder).synth();
  app = await startTestApp({ app: folder });
}, 60_000);
afterAll(async () => {
  await app.stop();
  await rm(folder, { recursive: true, force: true });
});

test('a parcel that arrives ends the execution with its tracking number', async () => {
  const carrier = await app.standIn(shipping, { queue: 'carrier-requests' });
  const execution = await app.start({ parcel: 'book-7', address: { city: 'Lisbon' } });
  await carrier.succeed(await carrier.waitForRequest(), { trackingNumber: 'T-1' });
  expect(await app.waitForEnd(execution)).toMatchObject({ output: { trackingNumber: 'T-1' } });
}, 60_000);
