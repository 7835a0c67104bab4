import { defineWorker, lambdaWorker } from '@callback-relay/worker';
import { names } from './names.ts';
import { work, workSchema } from './work.ts';

/** The worker of the decoupled path. */
export const handler = lambdaWorker(
  defineWorker({ name: names.worker, payload: workSchema, handle: ({ workMs }) => work(workMs) }),
);
