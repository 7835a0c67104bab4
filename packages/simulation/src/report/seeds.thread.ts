import { parentPort, workerData } from 'node:worker_threads';
import { z } from 'zod';
import { runSeeds } from './run-seeds.ts';

/** A thread that runs the seeds it is sent, and answers each message with a tally. */

const { designs } = z.object({ designs: z.enum(['all', 'ours']) }).parse(workerData);
const chunkSchema = z.object({ from: z.int(), count: z.int() });

// Thousands of errors are thrown as answers of services, and their stacks are not read.
Error.stackTraceLimit = 4;

parentPort?.on('message', async (message: unknown) => {
  const { from, count } = chunkSchema.parse(message);
  parentPort?.postMessage(await runSeeds(from, count, designs));
});
