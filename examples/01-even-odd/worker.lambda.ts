import { randomUUID } from 'node:crypto';
import { lambdaWorker } from '@callback-relay/worker';
import { evenOddWorker } from './even-odd-worker.ts';

/** `WORK_MS` shortens the work in tests; unset, it takes the article's two seconds. */
export const handler = lambdaWorker(
  evenOddWorker({ workMs: () => Number(process.env.WORK_MS || 2_000), newId: randomUUID }),
);
