import { Logger } from '@aws-lambda-powertools/logger';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { SQSClient } from '@aws-sdk/client-sqs';
import { dynamodbOpeningStore } from '@callback-relay/callbacks-table/dynamodb';
import { clientTimeouts } from '@callback-relay/contract/runtime';
import { eventbridgeEventBus } from './aws/eventbridge-event-bus.ts';
import { sqsRequestQueue } from './aws/sqs-request-queue.ts';
import { configurationOf } from './configuration.ts';
import { openCallback } from './open-callback.ts';
import type { Requester } from './ports.ts';
import { requesterClientAttempts } from './time-limits.ts';

/** The composition root of the requester function, behind `lambda:invoke.waitForTaskToken`. */

const configuration = configurationOf(process.env);
const logger = new Logger({ serviceName: 'requester' });
const client = {
  requestHandler: clientTimeouts,
  maxAttempts: requesterClientAttempts,
  // Otherwise every call builds the client's stack of middleware again, a tenth of its CPU:
  // https://docs.aws.amazon.com/AWSJavaScriptSDK/v3/latest/Package/-smithy-smithy-client/Interface/SmithyConfiguration/
  cacheMiddleware: true,
};
const requester: Requester = {
  store: dynamodbOpeningStore(new DynamoDBClient(client), configuration.callbacksTable),
  queue: sqsRequestQueue(new SQSClient(client)),
  eventBus: eventbridgeEventBus(new EventBridgeClient(client), configuration.eventBus),
  journal: { opening: (callback) => logger.info('opening a callback', callback) },
  clock: { now: Date.now },
  settings: configuration,
};

/** Its answer is for the logs alone: Step Functions waits for the task token, not for this. */
export async function handler(event: unknown): Promise<{ readonly correlationId: string }> {
  try {
    return await openCallback(event, requester);
  } catch (error) {
    // The event holds the token, so it is never logged; errors of ours and of the SDK hold no input.
    logger.error(
      'callback not opened',
      error instanceof Error ? { name: error.name, reason: error.message } : {},
    );
    throw error;
  }
}
