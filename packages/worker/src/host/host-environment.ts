import { RelayError } from '@callback-relay/contract';
import { workerEnvironment } from '../environment.ts';

/** What a host reads from its environment. */
export interface HostEnvironment {
  readonly requestQueueUrl: string | undefined;
  readonly fallbackBus: string | undefined;
  readonly cancellationQueueUrl: string | undefined;
  readonly maxReceives: number | undefined;
}

/**
 * Variables that are empty count as not set.
 * @throws RelayError `configuration-missing` when MAX_RECEIVE_COUNT is no positive integer.
 */
export function readEnvironment(env: Readonly<Record<string, string | undefined>>): HostEnvironment {
  const read = (name: keyof typeof workerEnvironment): string | undefined =>
    env[workerEnvironment[name]] || undefined;
  return {
    requestQueueUrl: read('requestQueueUrl'),
    fallbackBus: read('eventBusName'),
    cancellationQueueUrl: read('cancellationQueueUrl'),
    maxReceives: positiveInteger(workerEnvironment.maxReceiveCount, read('maxReceiveCount')),
  };
}

function positiveInteger(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^[1-9][0-9]{0,3}$/.test(text)) {
    throw new RelayError('configuration-missing', `${name} must be a positive integer; given ${text}`);
  }
  return Number(text);
}
