/**
 * How long an invocation of the requester or the relay may take before Lambda ends it. Infra sets it, and whatever
 * asks "can that invocation still be running?" waits for longer. Each serves a batch of at most ten, none of which
 * may wait for long; Lambda allows 900 s.
 * https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
 */
export const functionTimeoutSeconds = 30;

/**
 * A queue that feeds a function must hide a message for at least so many times the function's timeout.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
 */
export const visibilityTimeoutFactor = 6;

/**
 * Of an SDK client, which waits for ever by default: a call that hangs (a frozen sandbox, a dropped NAT flow) must
 * end early enough for the function to record what follows. In the form of the client's `requestHandler`; three
 * attempts fit into the function's timeout.
 * https://github.com/aws/aws-sdk-js-v3/blob/main/supplemental-docs/CLIENTS.md#request-handler-requesthandler
 */
export const clientTimeouts = {
  connectionTimeout: 2_000,
  requestTimeout: 5_000,
  throwOnRequestTimeout: true,
} as const;

/**
 * How much later than an execution's end its callbacks are searched for once and for all: a requester may still be
 * running, and the index by execution follows the table after a while. At most 900, the longest delay of a queue.
 */
export const lateSearchSeconds = 3 * functionTimeoutSeconds;
