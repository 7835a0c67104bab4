import { defineWorker, lambdaWorker } from '@callback-relay/worker';
import { payments } from './payments-contract.ts';

export const handler = lambdaWorker(
  defineWorker({ contract: payments, handle: ({ orderId }) => ({ paymentId: `real-${orderId}` }) }),
);
