import { namespaceSchema, RelayError } from '@callback-relay/contract';
import { requesterEnvironment } from './environment.ts';
import type { RequesterSettings } from './requester.ts';

export interface RequesterConfiguration extends RequesterSettings {
  readonly callbacksTable: string;
}

/**
 * What the requester reads from its environment.
 * @throws RelayError `configuration-missing`, with the name of the variable.
 */
export function configurationOf(
  environment: Readonly<Record<string, string | undefined>>,
): RequesterConfiguration {
  function text(name: string): string {
    const value = environment[name];
    if (value === undefined || value === '') throw new RelayError('configuration-missing', name);
    return value;
  }
  const namespace = text(requesterEnvironment.namespace);
  if (!namespaceSchema.safeParse(namespace).success) {
    throw new RelayError(
      'configuration-missing',
      `${requesterEnvironment.namespace} is no namespace: ${namespace}`,
    );
  }
  const retention = text(requesterEnvironment.rowRetentionSeconds);
  if (!/^[1-9][0-9]{0,9}$/.test(retention)) {
    throw new RelayError(
      'configuration-missing',
      `${requesterEnvironment.rowRetentionSeconds} is no whole number above 0: ${retention}`,
    );
  }
  return {
    namespace,
    callbacksTable: text(requesterEnvironment.callbacksTable),
    eventBus: text(requesterEnvironment.eventBus),
    rowRetentionSeconds: Number(retention),
  };
}
