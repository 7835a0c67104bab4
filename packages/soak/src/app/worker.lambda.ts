import { defineWorker, lambdaWorker } from '@callback-relay/worker';
import { names } from './names.ts';
import { jobSchema, work } from './work.ts';

export const handler = lambdaWorker(
  defineWorker({ name: names.functionWorker, payload: jobSchema, handle: async (job) => work(job) }),
);
