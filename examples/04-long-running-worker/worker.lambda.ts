import { lambdaWorker } from '@callback-relay/worker';
import { filmWorker } from './film-worker.ts';

// The same worker on Lambda, for films that are done within an invocation.
export const handler = lambdaWorker(filmWorker);
