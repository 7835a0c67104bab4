import { randomUUID } from 'node:crypto';
import { defineWorker, lambdaWorker } from '@callback-relay/worker';
import * as z from 'zod';

/** Each piece of work has a stamp of its own, so that a result that is another's can be recognised. */
export const handler = lambdaWorker(
  defineWorker({
    name: 'stamping',
    payload: z.object({ of: z.string() }),
    handle: async ({ of }, { idempotencyKey }) => ({ of, idempotencyKey, stamp: randomUUID() }),
  }),
);
