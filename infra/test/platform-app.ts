import { byExecutionIndex, callbackAttributes } from '@callback-relay/callbacks-table/names';
import { App, Duration, PermissionsBoundary, Stack, Validations } from 'aws-cdk-lib';
import { AttributeType, BillingMode, ProjectionType, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import { EventBus } from 'aws-cdk-lib/aws-events';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { DefinitionBody, StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { AwsSolutionsChecks, ServerlessChecks } from 'cdk-nag';
import {
  CallbackRelay,
  CallbackRequester,
  CallbackTask,
  CallbackWorker,
  type NamingScheme,
  RelayStack,
} from '../lib/index.ts';

export const acmeNaming: NamingScheme = ({ standardName }) =>
  standardName.replace('callback-relay', 'acme-integration');

export interface PlatformAppProps {
  readonly outdir?: string;
  readonly context?: Readonly<Record<string, unknown>>;
  /** Path of the worker's module. @default no function */
  readonly entry?: string;
}

/** An organisation with rules of its own: names, a bus, a table, a queue, a key, a topic and a boundary that were there. */
export function platformApp({ outdir, context, entry }: PlatformAppProps): App {
  const app = new App({
    analyticsReporting: false,
    ...(outdir !== undefined && { outdir }),
    context: { 'aws:cdk:enable-asset-metadata': true, 'aws:cdk:enable-path-metadata': true, ...context },
  });
  Validations.of(app).addPlugins(new AwsSolutionsChecks(), new ServerlessChecks());
  const permissionsBoundary = PermissionsBoundary.fromName('acme-boundary');

  const platform = new Stack(app, 'Platform');
  const key = new Key(platform, 'Key', { enableKeyRotation: true, alias: 'acme' });
  for (const service of ['events', 'cloudwatch', 'logs']) {
    key.grantEncryptDecrypt(new ServicePrincipal(`${service}.amazonaws.com`));
  }
  const eventBus = new EventBus(platform, 'Bus', { eventBusName: 'acme-events' });
  const table = acmeTable(platform, key);
  const alarmTopic = new Topic(platform, 'Alarms', {
    topicName: 'acme-alarms',
    enforceSSL: true,
    masterKey: key,
  });
  const deadLetterQueue = { maxReceiveCount: 5, queue: acmeQueue(platform, 'acme-charge-failed', key) };
  const requestQueue = acmeQueue(platform, 'acme-charge', key, deadLetterQueue);

  const { relay } = new RelayStack(app, 'Relay', {
    stage: 'production',
    naming: acmeNaming,
    permissionsBoundary,
    eventBus,
    table,
    alarmTopic,
    encryptionKey: key,
    memorySize: 1024,
    logRetention: RetentionDays.ONE_YEAR,
    maxConcurrency: 20,
    alarmThresholds: { overdue: 10 },
  });

  const team = new Stack(app, 'Team', { permissionsBoundary });
  const byName = CallbackRelay.fromStage(team, 'Relay', 'production', {
    naming: acmeNaming,
    eventBusName: 'acme-events',
    tableName: 'acme-callbacks',
  });
  const worker = new CallbackWorker(team, 'Charge', {
    relay: byName,
    workerName: 'charge',
    requestQueue,
    encryptionKey: key,
    ...(entry !== undefined && { entry }),
  });
  const requester = new CallbackRequester(team, 'Requester', {
    relay: byName,
    namespace: 'orders',
    encryptionKey: key,
  });
  const ask = new CallbackTask(team, 'Ask', { requester, worker, timeout: Duration.minutes(5) });
  const machine = new StateMachine(team, 'Orders', {
    stateMachineName: 'acme-orders',
    definitionBody: DefinitionBody.fromChainable(ask),
    tracingEnabled: true,
  });
  Validations.of(machine).acknowledge(
    { id: 'AwsSolutions::AwsSolutions-SF1', reason: 'An example without logs' },
    { id: 'AwsSolutions::AwsSolutions-IAM5[Resource::*]', reason: 'X-Ray knows no resources' },
  );
  team.addStackDependency(relay.node.scope as Stack);
  return app;
}

function acmeTable(scope: Stack, encryptionKey: Key): Table {
  const table = new Table(scope, 'Callbacks', {
    tableName: 'acme-callbacks',
    partitionKey: { name: callbackAttributes.partitionKey, type: AttributeType.STRING },
    timeToLiveAttribute: callbackAttributes.timeToLive,
    billingMode: BillingMode.PAY_PER_REQUEST,
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    encryption: TableEncryption.CUSTOMER_MANAGED,
    encryptionKey,
  });
  table.addGlobalSecondaryIndex({
    indexName: byExecutionIndex,
    partitionKey: { name: callbackAttributes.execution, type: AttributeType.STRING },
    projectionType: ProjectionType.INCLUDE,
    nonKeyAttributes: [...callbackAttributes.projected],
  });
  return table;
}

function acmeQueue(
  scope: Stack,
  queueName: string,
  encryptionMasterKey: Key,
  deadLetterQueue?: { queue: Queue; maxReceiveCount: number },
): Queue {
  const queue = new Queue(scope, queueName, {
    queueName,
    encryption: QueueEncryption.KMS,
    encryptionMasterKey,
    enforceSSL: true,
    visibilityTimeout: Duration.minutes(6),
    ...(deadLetterQueue !== undefined && { deadLetterQueue }),
  });
  if (deadLetterQueue === undefined) {
    Validations.of(queue).acknowledge({
      id: 'Serverless::Serverless-SQSRedrivePolicy',
      reason: 'This is the dead-letter queue',
    });
  }
  return queue;
}
