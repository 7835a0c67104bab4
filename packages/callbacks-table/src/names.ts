/* No imports: infra reads this file at synth. */

/** The index of the callbacks table that finds the callbacks of an execution. */
export const byExecutionIndex = 'by-execution';

/** Key attributes of the callbacks table, its index and its TTL, shared with the infra that declares them. */
export const callbackAttributes = {
  partitionKey: 'correlationId',
  execution: 'execution',
  /** What the index has beside the keys: enough to list what waits. Nothing of it changes while a callback is open. */
  projected: ['openedAt', 'deadline', 'allowedSources'],
  timeToLive: 'expiresAt',
} as const;

/** What an operator's list asks the index for. */
export const listedAttributes = [
  callbackAttributes.partitionKey,
  callbackAttributes.execution,
  ...callbackAttributes.projected,
] as const;

/** Every attribute of a row but the task token: what an operator may read. */
export const readableAttributes = [
  ...listedAttributes,
  ...[
    'state',
    'expiresAt',
    'answers',
    'openingId',
    'idempotencyKey',
    'attempt',
    'business',
    'allowedAccounts',
  ],
  ...['parked', 'answeredBy', 'attempts', 'ambiguous', 'progress', 'progressAt', 'progressCount'],
] as const;
