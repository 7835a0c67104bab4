import { parentPort } from 'node:worker_threads';
import { z } from 'zod';
import { compareSeeds } from './compare-seeds.ts';
import { startDynamodbStores } from './dynamodb-stores.ts';

/** A thread that compares the seeds it is sent, on a table of its own; `stop` ends it. */

const messageSchema = z.union([z.literal('stop'), z.object({ from: z.int(), count: z.int() })]);

// Errors are thrown as answers of services, and their stacks are not read.
Error.stackTraceLimit = 4;

const stores = await startDynamodbStores();

parentPort?.on('message', async (given: unknown) => {
  const message = messageSchema.parse(given);
  if (message === 'stop') {
    await stores.stop();
    parentPort?.close();
  } else parentPort?.postMessage(await compareSeeds(message.from, message.count, stores));
});
