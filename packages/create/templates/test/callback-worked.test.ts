import { SFNClient } from '@aws-sdk/client-sfn';
import { type Local, startLocal } from '@callback-relay/local';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { end, start } from './execution.ts';
import { synthesize } from './system.ts';

let local: Local;
let stepFunctions: SFNClient;
let orders: string;

beforeAll(async () => {
  local = await startLocal({ app: synthesize() });
  stepFunctions = new SFNClient(local.clientConfig);
  orders = local.resources.find(({ name }) => name === 'orders-dev')?.arn as string;
});
afterAll(() => local?.stop());

it('the task sleeps until the worker has answered', async () => {
  const execution = await start(stepFunctions, orders, { orderId: '4711', cents: 1995 });
  const { status, output } = await end(stepFunctions, execution);
  expect({ status, output }).toEqual({ status: 'SUCCEEDED', output: '{"paymentId":"payment-of-4711"}' });
});

it('a failure of the worker fails the task by its name', async () => {
  const execution = await start(stepFunctions, orders, { orderId: '4712', cents: 20_000 });
  const { status, error } = await end(stepFunctions, execution);
  expect({ status, error }).toEqual({ status: 'FAILED', error: 'PaymentDeclined' });
});
