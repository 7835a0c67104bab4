// The first test of shipping.test.ts, for Node's own test runner: `node --test shipping.node.ts`.
import { deepEqual } from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { startTestApp } from '@callback-relay/testing';
import { shippingApp } from './shipping-app.ts';
import { shipping } from './shipping-contract.ts';

test('a parcel that arrives ends the execution with its tracking number', async (context) => {
  const folder = await mkdtemp(join(tmpdir(), 'shipping-'));
  context.after(() => rm(folder, { recursive: true, force: true }));
  shippingApp(folder).synth();
  const app = await startTestApp({ app: folder });
  context.after(() => app.stop());
  const carrier = await app.standIn(shipping, { queue: 'carrier-requests' });
  const execution = await app.start({ parcel: 'book-7', address: { city: 'Lisbon' } });
  await carrier.succeed(await carrier.waitForRequest(), { trackingNumber: 'T-1' });
  const { output } = await app.waitForEnd(execution);
  deepEqual(output, { trackingNumber: 'T-1' });
});
