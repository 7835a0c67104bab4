import { defineWorker, lambdaWorker } from '@callback-relay/worker';
import * as z from 'zod';

export const worker = defineWorker({
  name: 'payments',
  payload: z.object({ orderId: z.string() }),
  handle: ({ orderId }) => ({ paymentId: `payment-of-${orderId}` }),
});

export const handler = lambdaWorker(worker);
