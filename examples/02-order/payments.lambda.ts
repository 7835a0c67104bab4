import { lambdaWorker } from '@callback-relay/worker';
import { paymentsWorker } from './payments-worker.ts';

export const handler = lambdaWorker(paymentsWorker);
