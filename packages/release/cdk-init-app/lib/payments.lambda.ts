import { defineWorker, lambdaWorker } from '@callback-relay/worker';
import { payments } from './payments-contract';

export const worker = defineWorker({
  contract: payments,
  handle: ({ orderId }) => ({ paymentId: `payment-of-${orderId}` }),
});

export const handler = lambdaWorker(worker);
