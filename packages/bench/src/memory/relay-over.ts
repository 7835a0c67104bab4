import { relayEnvironment } from '@callback-relay/relay/environment';
import { names, stage } from '../app/names.ts';
import type { Handler } from '../cold-start/handlers.ts';
import type { FilledTable } from '../growth/filled-table.ts';
import { type RelayInstance, startRelay } from './relay-instance.ts';

/** More calls a second than it can make: one instance is to settle what all instances share on AWS. */
const NO_QUOTA = '1000000';

/** The deployed relay over a table of the local runtime, with a Step Functions of its own. */
export function relayOver(
  relay: Handler,
  { host: { clientConfig, resources }, tableName }: FilledTable,
  stepFunctions: string,
): RelayInstance {
  const { region, endpoint, credentials } = clientConfig;
  const queueUrl = (name: string) => {
    const arn = resources.find((resource) => resource.name === name)?.arn;
    if (arn === undefined) throw new Error(`the app has no queue ${name}`);
    return `${endpoint}/${arn.split(':').slice(-2).join('/')}`;
  };
  return startRelay(relay, {
    ...relay.environment,
    AWS_REGION: region,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_ENDPOINT_URL: endpoint,
    AWS_ENDPOINT_URL_SFN: stepFunctions,
    AWS_LAMBDA_FUNCTION_NAME: names.relay,
    [relayEnvironment.callbacksTable]: tableName,
    [relayEnvironment.eventBus]: `callback-relay-${stage}`,
    [relayEnvironment.relayQueueUrl]: queueUrl(`callback-relay-${stage}-results`),
    [relayEnvironment.deferredQueueUrl]: queueUrl(`callback-relay-${stage}-deferred`),
    [relayEnvironment.deadLetterQueueUrl]: queueUrl(`callback-relay-${stage}-results-dead-letters`),
    [relayEnvironment.quotaPerSecond]: NO_QUOTA,
    [relayEnvironment.quotaBurst]: NO_QUOTA,
  });
}
