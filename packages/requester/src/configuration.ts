import { namespaceSchema, RelayError } from '@callback-relay/contract';
import { type Environment, environmentReader } from '@callback-relay/contract/runtime';
import { requesterEnvironment } from './environment.ts';
import type { RequesterSettings } from './ports.ts';

export interface RequesterConfiguration extends RequesterSettings {
  readonly callbacksTable: string;
}

/**
 * What the requester reads from its environment.
 * @throws RelayError `configuration-missing`, with the name of the variable.
 */
export function configurationOf(environment: Environment): RequesterConfiguration {
  const { text, wholeNumber } = environmentReader(environment);
  const namespace = text(requesterEnvironment.namespace);
  if (!namespaceSchema.safeParse(namespace).success) {
    throw new RelayError(
      'configuration-missing',
      `${requesterEnvironment.namespace} must be 1 to 32 of a-z, 0-9 and -, beginning with a letter; given ${JSON.stringify(namespace)}`,
    );
  }
  return {
    namespace,
    callbacksTable: text(requesterEnvironment.callbacksTable),
    eventBus: text(requesterEnvironment.eventBus),
    rowRetentionSeconds: wholeNumber(requesterEnvironment.rowRetentionSeconds),
  };
}
