import type { Bill } from './price-table.ts';

/** SQS behind an event source mapping with full batches of ten: sent once, received and deleted ten at a time. */
const queueHop = 1.2;
const BATCH = 10;
const POLLS = 5;
/** Of a function that makes a call or two: 20 ms at 512 MB. */
export const shortInvocationGbSeconds = 0.01;

/**
 * Designs that do not run on the local runtime, by their shape, each at its best: full batches, rows of one write
 * unit, the worker's own compute left out as everywhere.
 */
export const otherDesigns = {
  /** Send; then wait, look and choose, five times; the worker writes the row that is looked at. */
  polling: {
    transitions: 1 + 3 * POLLS,
    sqsRequests: queueHop,
    lambdaRequests: 1 / BATCH,
    writeUnits: 2,
    readUnits: POLLS,
  },
  /** AWS's sample of 2025: a function stores the token; a rule starts a workflow of three states that reads and resumes. */
  resumeWorkflow: {
    transitions: 1 + 3,
    sqsRequests: queueHop,
    lambdaRequests: 1 + 1 / BATCH,
    gbSeconds: shortInvocationGbSeconds,
    events: 1,
    writeUnits: 1,
    readUnits: 1,
  },
  /** No state machine: a durable function starts, asks in a step, waits for a callback and ends; invoked twice. */
  durableFunction: {
    durableOperations: 4,
    sqsRequests: queueHop,
    lambdaRequests: 2 + 1 / BATCH,
    gbSeconds: 2 * shortInvocationGbSeconds,
  },
} as const satisfies Record<string, Bill>;
