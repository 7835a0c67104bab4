import { defineWorker, Failure, lambdaWorker } from '@callback-relay/worker';
import * as z from 'zod';

const worker = defineWorker({
  name: 'payments', // the event source of its results
  payload: z.object({ orderId: z.string(), cents: z.int() }),
  handle({ orderId, cents }) {
    if (cents > 10_000) throw new Failure('PaymentDeclined', 'More than the card may be charged');
    return { paymentId: `payment-of-${orderId}` };
  },
});

export const handler = lambdaWorker(worker);
