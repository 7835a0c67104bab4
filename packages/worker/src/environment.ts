/**
 * The environment variables of a worker, shared with the infra that sets them. This file imports no SDK, so that
 * infra can read it.
 */
export const workerEnvironment = {
  /** The worker's request queue. Needed by `runWorker`; on Lambda the event source mapping knows it. */
  requestQueueUrl: 'REQUEST_QUEUE_URL',
  /** Where a request is answered whose own return address can't be read. Name or ARN. */
  eventBusName: 'EVENT_BUS_NAME',
  /** Queue fed by a rule on `Callback Cancelled`. Optional: without it nothing is cancelled early. */
  cancellationQueueUrl: 'CANCELLATION_QUEUE_URL',
  /**
   * `maxReceiveCount` of the request queue's redrive policy. Optional: with it, work that crashes on its last
   * receive also fails its task, instead of leaving the execution to its timeout.
   */
  maxReceiveCount: 'MAX_RECEIVE_COUNT',
} as const;
