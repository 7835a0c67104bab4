/* No imports: infra reads this file at synth. */

/** The index of the callbacks table that finds the callbacks of an execution. */
export const byExecutionIndex = 'by-execution';

/** Key attributes of the callbacks table, its index and its TTL, shared with the infra that declares them. */
export const callbackAttributes = {
  partitionKey: 'correlationId',
  execution: 'execution',
  timeToLive: 'expiresAt',
} as const;
