import { parentPort } from 'node:worker_threads';
import { z } from 'zod';
import { compareSeeds } from './compare-seeds.ts';
import { startDynamodbStores } from './dynamodb-stores.ts';

/** A thread that compares the seeds it is sent, on a table of its own. */

const rangeSchema = z.object({ from: z.int(), count: z.int() });

// Errors are thrown as answers of services, and their stacks are not read.
Error.stackTraceLimit = 4;

const stores = await startDynamodbStores();

parentPort?.on('message', async (message: unknown) => {
  const { from, count } = rangeSchema.parse(message);
  parentPort?.postMessage(await compareSeeds(from, count, stores));
});
