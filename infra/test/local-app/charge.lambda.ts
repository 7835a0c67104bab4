import { defineWorker, lambdaWorker } from '@callback-relay/worker';
import * as z from 'zod';

const worker = defineWorker({
  name: 'charge',
  payload: z.object({ cents: z.number() }),
  handle: ({ cents }) => ({ charged: cents }),
});

export const handler = lambdaWorker(worker);
