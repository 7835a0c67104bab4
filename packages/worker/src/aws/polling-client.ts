import { SQSClient } from '@aws-sdk/client-sqs';
import { clientTimeouts } from '@callback-relay/contract/runtime';

interface Timeouts {
  readonly connectionTimeout: number;
  readonly requestTimeout: number;
  readonly throwOnRequestTimeout: true;
}

export interface PollingClientOptions {
  /** How long SQS may leave a poll unanswered. */
  readonly waitSeconds: number;
  /** Polls that go on at once. */
  readonly polls: number;
  readonly timeouts?: Timeouts;
}

/** The SDK's own limit; a call waits for a free socket, and its time runs meanwhile. */
const SDK_SOCKETS = 50;

/**
 * A client for long polls, which the usual AWS environment variables configure. A call that hangs for longer than a poll
 * may take (a dropped NAT flow) fails, and the next poll takes its place. Each poll has a socket, and a second one for the
 * message that it brought.
 */
export function pollingClient({
  waitSeconds,
  polls,
  timeouts = clientTimeouts,
}: PollingClientOptions): SQSClient {
  const requestTimeout = waitSeconds * 1_000 + timeouts.requestTimeout;
  const agent = { maxSockets: Math.max(SDK_SOCKETS, 2 * polls) };
  return new SQSClient({
    requestHandler: { ...timeouts, requestTimeout, httpAgent: agent, httpsAgent: agent },
  });
}
