import { defineWorker, lambdaWorker } from '@callback-relay/worker';
import * as z from 'zod';

/** Answers with its payload and the idempotency key, and says on its log that it worked. */
const worker = defineWorker({
  name: process.env.WORKER_NAME ?? 'echo',
  payload: z.object({ index: z.number().optional(), text: z.string() }),
  handle(payload, { idempotencyKey }) {
    process.stdout.write(`${JSON.stringify({ message: 'worked', idempotencyKey })}\n`);
    return { ...payload, idempotencyKey };
  },
});

export const handler = lambdaWorker(worker);
