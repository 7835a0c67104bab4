import { clientTimeouts } from '@callback-relay/contract/runtime';
import { relayClientAttempts, relayClientTimeouts } from '@callback-relay/relay';
import { requesterClientAttempts } from '@callback-relay/requester';

/** How the SDK's client of a caller makes a call. */
export interface Client {
  /** How often it sends the call, at most: again where it heard nothing. */
  readonly attempts: number;
  /** Milliseconds that it waits for the answer to one attempt. */
  readonly attemptTimeout: number;
  /** Milliseconds until it says TimeoutError. */
  readonly givesUpAfter: number;
}

/** As the composition roots configure their clients. */
export function clientOf(role: string, operation: string): Client {
  if (role === 'relay') {
    const attempts = operation.startsWith('sfn.') ? 1 : relayClientAttempts;
    return clientWith(attempts, relayClientTimeouts.requestTimeout);
  }
  return clientWith(attemptsOf[role] ?? SDK_ATTEMPTS, clientTimeouts.requestTimeout);
}

const attemptsOf: Readonly<Record<string, number>> = { requester: requesterClientAttempts, worker: 1 };

/** Where nothing else is said. https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html */
const SDK_ATTEMPTS = 3;

function clientWith(attempts: number, attemptTimeout: number): Client {
  return { attempts, attemptTimeout, givesUpAfter: attempts * attemptTimeout };
}
