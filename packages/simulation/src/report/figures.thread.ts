import { parentPort, workerData } from 'node:worker_threads';
import { z } from 'zod';
import { figures } from './figures.ts';

/** A thread that measures the figures once, and answers with them. */

const { minutes } = z.object({ minutes: z.number().optional() }).parse(workerData);

// Thousands of errors are thrown as answers of services, and their stacks are not read.
Error.stackTraceLimit = 4;

parentPort?.postMessage(await figures(minutes));
