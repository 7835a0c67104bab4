import { randomUUID } from 'node:crypto';
import { lambdaWorker } from '@callback-relay/worker';
import { evenOddWorker } from './even-odd-worker.ts';
import { workMs } from './work-ms.ts';

export const handler = lambdaWorker(evenOddWorker({ workMs, newId: randomUUID }));
