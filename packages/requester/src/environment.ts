/**
 * The environment variables of the requester function, shared with the infra that sets them. No imports: infra
 * reads this file at synth.
 */
export const requesterEnvironment = {
  /** Name or ARN of the callbacks table. */
  callbacksTable: 'CALLBACKS_TABLE_NAME',
  /** Name or ARN of the event bus: the return address of requests, and where `Callback Opened` goes. */
  eventBus: 'CALLBACK_EVENT_BUS',
  /** The namespace of this requester's correlation IDs; IAM holds it to it. */
  namespace: 'CALLBACK_NAMESPACE',
  /** Seconds that a row outlives its deadline: longer than the dead-letter retention, so that a redrive finds it. */
  rowRetentionSeconds: 'CALLBACK_ROW_RETENTION_SECONDS',
} as const;
