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

it('the task sleeps until an event answers it', async () => {
  const execution = await start(stepFunctions, orders, { orderId: '4711', cents: 1995 });

  // The test is the worker: it reads the request, and publishes the result.
  const { body } = await local.receiveMessage('callback-relay-dev-payments-requests');
  const { correlationId, payload } = body as { correlationId: string; payload: unknown };
  expect(payload).toEqual({ orderId: '4711', cents: 1995 });
  await local.publish({
    source: 'payments',
    detailType: 'Callback Succeeded',
    detail: { version: '1.0', correlationId, output: { paid: true } },
  });

  const { status, output } = await end(stepFunctions, execution);
  expect({ status, output }).toEqual({ status: 'SUCCEEDED', output: '{"paid":true}' });
});
