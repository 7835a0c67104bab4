import { runWorker } from '@callback-relay/worker';
import { filmWorker } from './film-worker.ts';

// Less than half of the HeartbeatSeconds that a state machine would set for this work.
await runWorker(filmWorker, { heartbeatIntervalMs: 10_000 });
