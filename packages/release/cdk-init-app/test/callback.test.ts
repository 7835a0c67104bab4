import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RelayStack } from '@callback-relay/infra';
import { startTestApp, type TestApp } from '@callback-relay/testing';
import * as cdk from 'aws-cdk-lib/core';
import { payments } from '../lib/payments-contract';
import { ShopStack } from '../lib/shop-stack';

let outdir: string;
let local: TestApp;
beforeAll(async () => {
  outdir = mkdtempSync(join(tmpdir(), 'shop-'));
  const app = new cdk.App({ outdir, context: { 'aws:cdk:enable-asset-metadata': true } });
  new RelayStack(app, 'RelayStack', { stage: 'dev' });
  new ShopStack(app, 'ShopStack');
  app.synth();
  local = await startTestApp({ app: outdir });
}, 120_000);
afterAll(async () => {
  await local?.stop();
  rmSync(outdir, { recursive: true, force: true });
});

test('the worker answers, on this machine', async () => {
  const execution = await local.start({ orderId: '4711' });
  expect(await local.waitForEnd(execution)).toMatchObject({ output: { paymentId: 'payment-of-4711' } });
}, 60_000);

test('a worker that the test plays fails the task', async () => {
  const worker = await local.standIn(payments, {
    queue: 'callback-relay-dev-payments-requests',
    functionName: 'callback-relay-dev-payments-worker',
  });
  const execution = await local.start({ orderId: '4712' });
  await worker.fail(await worker.waitForRequest(), 'CardRefused');
  expect(await local.waitForEnd(execution)).toMatchObject({ status: 'FAILED', error: 'CardRefused' });
}, 60_000);
