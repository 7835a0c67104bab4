import { byExecutionIndex } from '@callback-relay/callbacks-table/names';
import {
  cancelledEventType,
  progressEventType,
  relaySource,
  verdictEventType,
} from '@callback-relay/contract';
import { relayEnvironment } from '@callback-relay/relay/environment';
import { type Duration, Stack } from 'aws-cdk-lib';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { bundledFunction, type FunctionSettings, functionTimeout } from '../function/bundled-function.ts';
import { publishingStatement } from '../function/event-publishing.ts';
import { grantKeyUse } from '../function/key-use.ts';
import { entryOf } from '../function/package-entry.ts';
import { mapQueue } from '../queue/queue-mapping.ts';
import type { QueueWithDeadLetters } from '../queue/queue-with-dead-letters.ts';
import { sendTaskQuota, shareOf } from './quota.ts';
import type { ICallbackRelay } from './relay-attributes.ts';

export interface RelayFunctionProps {
  readonly relay: Pick<ICallbackRelay, 'names' | 'dataProtection' | 'eventBus'> & {
    readonly parkedFor: Duration;
  };
  readonly table: ITable;
  readonly results: QueueWithDeadLetters;
  readonly deferred: IQueue;
  readonly maxConcurrency: number;
  readonly rowRetention: Duration;
  readonly settings: FunctionSettings;
}

/** Instances that work on deferred messages: their own few, so that no flood of them keeps outcomes waiting. */
const deferredConcurrency = 2;

/** The function that settles callbacks: the only one that reads task tokens, and may answer tasks. */
export function relayFunction(scope: Construct, id: string, props: RelayFunctionProps): LambdaFunction {
  const { relay, table, results, deferred, settings } = props;
  const { region } = Stack.of(scope);
  const share = shareOf(sendTaskQuota(region), props.maxConcurrency + deferredConcurrency);
  const bundled = bundledFunction(scope, id, {
    functionName: relay.names.relayFunction,
    roleName: relay.names.relayRole(region),
    description: 'Maps result events to task tokens and settles callbacks',
    entry: entryOf('@callback-relay/relay/lambda'),
    eventStreams: false,
    timeout: functionTimeout,
    memorySize: 512,
    dataProtection: relay.dataProtection,
    settings,
    environment: {
      [relayEnvironment.callbacksTable]: table.tableName,
      [relayEnvironment.eventBus]: relay.eventBus.eventBusName,
      [relayEnvironment.relayQueueUrl]: results.queue.queueUrl,
      [relayEnvironment.deferredQueueUrl]: deferred.queueUrl,
      [relayEnvironment.deadLetterQueueUrl]: results.deadLetters.queueUrl,
      [relayEnvironment.quotaPerSecond]: String(share.perSecond),
      [relayEnvironment.quotaBurst]: String(share.burst),
      [relayEnvironment.parkedSeconds]: String(relay.parkedFor.toSeconds()),
      [relayEnvironment.rowRetentionSeconds]: String(props.rowRetention.toSeconds()),
    },
  });
  for (const statement of permissions(props)) bundled.addToRolePolicy(statement);
  if (settings.encryptionKey !== undefined) grantKeyUse(settings.encryptionKey, bundled);
  mapQueue(bundled, 'Results', results.queue, { batchSize: 10, maxConcurrency: props.maxConcurrency });
  mapQueue(bundled, 'Deferred', deferred, { batchSize: 10, maxConcurrency: deferredConcurrency });
  return bundled;
}

function permissions({ relay, table, results, deferred }: RelayFunctionProps): PolicyStatement[] {
  const { tableArn } = table;
  return [
    new PolicyStatement({
      actions: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:BatchWriteItem'],
      resources: [tableArn],
    }),
    new PolicyStatement({
      actions: ['dynamodb:Query'],
      resources: [`${tableArn}/index/${byExecutionIndex}`],
    }),
    new PolicyStatement({
      actions: ['sqs:ChangeMessageVisibility'],
      resources: [results.queue.queueArn],
    }),
    new PolicyStatement({
      actions: ['sqs:SendMessage'],
      resources: [results.deadLetters.queueArn, deferred.queueArn],
    }),
    publishingStatement(relay.eventBus.eventBusArn, relaySource, [
      verdictEventType,
      cancelledEventType,
      progressEventType,
    ]),
  ];
}
