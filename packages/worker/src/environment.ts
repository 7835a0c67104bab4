/**
 * The environment variables of a worker, shared with the infra that sets them. No imports: infra reads this file at
 * synth.
 */
export const workerEnvironment = {
  /** URL of the request queue, for workers that poll it themselves. */
  requestQueueUrl: 'REQUEST_QUEUE_URL',
  /** URL of the queue that `Callback Cancelled` events reach this worker by; unset, cancellation is not followed. */
  cancellationQueueUrl: 'CANCELLATION_QUEUE_URL',
} as const;
