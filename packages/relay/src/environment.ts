/**
 * The environment variables of the relay function, shared with the infra that sets them. No imports: infra reads
 * this file at synth.
 */
export const relayEnvironment = {
  /** Name or ARN of the callbacks table. */
  callbacksTable: 'CALLBACKS_TABLE_NAME',
  /** Name or ARN of the event bus that verdicts and cancellations are published to. */
  eventBus: 'CALLBACK_EVENT_BUS',
  /** URL of the relay queue, to hide a message for a moment. */
  relayQueueUrl: 'RELAY_QUEUE_URL',
  /** URL of the deferred queue, for what is to be handled again later than in a moment. */
  deferredQueueUrl: 'DEFERRED_QUEUE_URL',
  /** URL of the dead-letter queue of both, for what is given up. */
  deadLetterQueueUrl: 'RELAY_DEAD_LETTER_QUEUE_URL',
  /** Calls a second that one instance may make to each of SendTask*: the region's quota over the concurrency. */
  quotaPerSecond: 'STEP_FUNCTIONS_CALLS_PER_SECOND',
  /** Calls that one instance may burst to. */
  quotaBurst: 'STEP_FUNCTIONS_CALLS_BURST',
  /** Seconds that a parked result waits for its callback before it is unclaimed; at most 43,200. */
  parkedSeconds: 'PARKED_RESULT_SECONDS',
  /** Seconds that a settled row is kept: longer than the dead-letter retention, so that a redrive finds it. */
  rowRetentionSeconds: 'CALLBACK_ROW_RETENTION_SECONDS',
} as const;

/**
 * The relay's CloudWatch metrics. Their one dimension is the name of the relay function, so that the relays of an
 * account stay apart. Each verdict is a metric of its own name and counts events; the others are named here.
 */
export const relayMetrics = {
  namespace: 'CallbackRelay',
  /** As Powertools calls it. */
  dimension: 'service',
  /** Verdicts that were only recorded again, of a message that was delivered again. */
  repeated: 'repeated',
  /** Calls to AWS that failed and are tried again. */
  faults: 'faults',
  /** Calls to AWS that were denied: they go on failing until an operator puts a grant or a key right. */
  denied: 'denied',
  /** Rules of the protocol that did not hold, see docs/promises.md. */
  brokenInvariants: 'broken-invariants',
} as const;
