import { defineWorker, lambdaWorker } from '@callback-relay/worker';
import * as z from 'zod';

/** A worker's team that renamed a field of its output, and announced nothing: it is typed by a schema of its own. */
export const handler = lambdaWorker(
  defineWorker({
    name: 'payments',
    payload: z.object({ orderId: z.string() }),
    output: z.object({ id: z.string() }),
    handle: ({ orderId }) => ({ id: `real-${orderId}` }),
  }),
);
