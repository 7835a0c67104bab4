import { fileURLToPath } from 'node:url';
import { byExecutionIndex } from '@callback-relay/callbacks-table/names';
import { cancelledEventType, relaySource, verdictEventType } from '@callback-relay/contract';
import { relayEnvironment } from '@callback-relay/relay/environment';
import { type Duration, Stack } from 'aws-cdk-lib';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import type { IEventBus } from 'aws-cdk-lib/aws-events';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { bundledFunction, functionTimeout } from '../function/bundled-function.ts';
import { publishingStatement } from '../function/event-publishing.ts';
import { relayNames, relayRoleName } from '../names.ts';
import type { GuardedQueue } from '../queue/guarded-queue.ts';
import { mapQueue } from '../queue/queue-mapping.ts';
import { sendTaskQuota, shareOf } from './quota.ts';

export interface RelayFunctionProps {
  readonly stage: string;
  readonly table: ITable;
  readonly eventBus: IEventBus;
  readonly results: GuardedQueue;
  readonly maxConcurrency: number;
  readonly parkedFor: Duration;
  readonly rowRetention: Duration;
}

/** The function that settles callbacks: the only one that reads task tokens, and may answer tasks. */
export function relayFunction(scope: Construct, id: string, props: RelayFunctionProps): LambdaFunction {
  const { stage, table, eventBus, results } = props;
  const { region } = Stack.of(scope);
  const share = shareOf(sendTaskQuota(region), props.maxConcurrency);
  const relay = bundledFunction(scope, id, {
    stage,
    functionName: relayNames(stage).relayFunction,
    roleName: relayRoleName(stage, region),
    description: 'Maps result events to task tokens and settles callbacks',
    entry: fileURLToPath(import.meta.resolve('@callback-relay/relay/lambda')),
    eventStreams: false,
    timeout: functionTimeout,
    memorySize: 512,
    environment: {
      [relayEnvironment.callbacksTable]: table.tableName,
      [relayEnvironment.eventBus]: eventBus.eventBusName,
      [relayEnvironment.relayQueueUrl]: results.queue.queueUrl,
      [relayEnvironment.deadLetterQueueUrl]: results.deadLetters.queueUrl,
      [relayEnvironment.quotaPerSecond]: String(share.perSecond),
      [relayEnvironment.quotaBurst]: String(share.burst),
      [relayEnvironment.parkedSeconds]: String(props.parkedFor.toSeconds()),
      [relayEnvironment.rowRetentionSeconds]: String(props.rowRetention.toSeconds()),
    },
  });
  const statements = [
    new PolicyStatement({
      actions: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:BatchWriteItem'],
      resources: [table.tableArn],
    }),
    new PolicyStatement({
      actions: ['dynamodb:Query'],
      resources: [`${table.tableArn}/index/${byExecutionIndex}`],
    }),
    new PolicyStatement({
      actions: ['sqs:ChangeMessageVisibility'],
      resources: [results.queue.queueArn],
    }),
    new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [results.deadLetters.queueArn] }),
    publishingStatement(eventBus.eventBusArn, relaySource, [verdictEventType, cancelledEventType]),
  ];
  for (const statement of statements) relay.addToRolePolicy(statement);
  mapQueue(relay, 'Results', results.queue, { batchSize: 10, maxConcurrency: props.maxConcurrency });
  return relay;
}
