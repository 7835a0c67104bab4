import { randomBytes } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { Logger } from '@aws-lambda-powertools/logger';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { SFNClient } from '@aws-sdk/client-sfn';
import { SQSClient } from '@aws-sdk/client-sqs';
import { dynamodbCallbackStore } from '@callback-relay/callbacks-table/dynamodb';
import { eventbridgeEventBus } from './aws/eventbridge-event-bus.ts';
import { powertoolsJournal, powertoolsMetrics } from './aws/powertools-journal.ts';
import { sfnTaskService } from './aws/sfn-task-service.ts';
import { sqsRelayQueue } from './aws/sqs-relay-queue.ts';
import { type BatchAnswer, handleBatch } from './batch/handle-batch.ts';
import { elapsedTime } from './call/elapsed-time.ts';
import { createQuota } from './call/quota.ts';
import { configurationOf } from './configuration.ts';
import type { Relay } from './ports/relay.ts';
import type { QueueRecord } from './ports/relay-queue.ts';
import { relayClientAttempts, relayClientTimeouts } from './time-limits.ts';

/** The composition root of the relay function, behind the event source mappings of the relay queue and the deferred queue. */

/** Callbacks that one batch works on at the same time: a batch is 10 records by default. */
const CONCURRENCY = 10;

const configuration = configurationOf(process.env);
const logger = new Logger({ serviceName: 'relay' });
const metrics = powertoolsMetrics(configuration.functionName);
const client = {
  requestHandler: relayClientTimeouts,
  maxAttempts: relayClientAttempts,
  // Otherwise every call builds the client's stack of middleware again, a tenth of its CPU:
  // https://docs.aws.amazon.com/AWSJavaScriptSDK/v3/latest/Package/-smithy-smithy-client/Interface/SmithyConfiguration/
  cacheMiddleware: true,
};
const relay: Relay = {
  store: dynamodbCallbackStore(new DynamoDBClient(client), configuration.callbacksTable),
  tasks: sfnTaskService(new SFNClient({ ...client, maxAttempts: 1 })),
  eventBus: eventbridgeEventBus(new EventBridgeClient(client), configuration.eventBus),
  queue: sqsRelayQueue(new SQSClient(client), configuration),
  journal: powertoolsJournal(logger, metrics),
  quota: createQuota({
    callsPerSecond: configuration.quotaPerSecond,
    burst: configuration.quotaBurst,
    now: elapsedTime(Date.now, () => performance.now()),
  }),
  clock: { now: Date.now, wait },
  random: Math.random,
  newId: () => randomBytes(8).toString('base64url'),
  settings: { ...configuration, concurrency: CONCURRENCY },
};

interface SqsEvent {
  readonly Records: readonly QueueRecord[];
}

interface LambdaContext {
  getRemainingTimeInMillis(): number;
}

export async function handler({ Records }: SqsEvent, context: LambdaContext): Promise<BatchAnswer> {
  try {
    return await handleBatch(Records, relay, () => context.getRemainingTimeInMillis());
  } finally {
    // Where nothing was decided there are none, which Powertools would warn of.
    if (metrics.hasStoredMetrics()) metrics.publishStoredMetrics();
  }
}
