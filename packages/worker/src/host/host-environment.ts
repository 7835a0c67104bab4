import { type Environment, environmentReader } from '@callback-relay/contract/runtime';
import { workerEnvironment } from '../environment.ts';

/** What a host reads from its environment. */
export interface HostEnvironment {
  readonly requestQueueUrl: string | undefined;
  readonly fallbackBus: string | undefined;
  readonly cancellationQueueUrl: string | undefined;
  readonly maxReceives: number | undefined;
}

/** SQS: the highest `maxReceiveCount` of a redrive policy. */
const MOST_RECEIVES = 1_000;

/**
 * Variables that are empty count as not set.
 * @throws RelayError `configuration-missing` when MAX_RECEIVE_COUNT is not a whole number from 1 to 1,000.
 */
export function readEnvironment(environment: Environment): HostEnvironment {
  const read = environmentReader(environment);
  return {
    requestQueueUrl: read.optionalText(workerEnvironment.requestQueueUrl),
    fallbackBus: read.optionalText(workerEnvironment.eventBusName),
    cancellationQueueUrl: read.optionalText(workerEnvironment.cancellationQueueUrl),
    maxReceives: read.optionalWholeNumber(workerEnvironment.maxReceiveCount, MOST_RECEIVES),
  };
}
