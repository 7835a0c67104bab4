import { lateSearchSeconds } from '@callback-relay/contract/runtime';
import { Duration } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { QueueWithDeadLetters } from '../queue/queue-with-dead-letters.ts';

export interface DeferredQueueProps {
  readonly queueName: string;
  readonly visibilityTimeout: Duration;
  readonly encryptionKey?: IKey | undefined;
}

/** Each message comes back within 15 minutes, or is sent again; only the relay and the rule of executions that succeeded send to this queue. */
const retention = Duration.days(4);

/** Receives by which poison ends. A message that waits uses up none: it is sent again, and counted from one. */
const maxReceiveCount = 20;

/**
 * What the relay is to handle again later than in a moment, as delayed messages: these are not in flight, of which SQS
 * allows 120,000 a queue. Its dead letters are the relay queue's. A message without a delay of its own is a notice of an
 * execution that succeeded.
 */
export function deferredQueue(
  scope: Construct,
  id: string,
  { deadLetters }: QueueWithDeadLetters,
  { queueName, visibilityTimeout, encryptionKey }: DeferredQueueProps,
): Queue {
  return new Queue(scope, id, {
    enforceSSL: true,
    ...(encryptionKey === undefined
      ? { encryption: QueueEncryption.SQS_MANAGED }
      : { encryption: QueueEncryption.KMS, encryptionMasterKey: encryptionKey }),
    queueName,
    retentionPeriod: retention,
    visibilityTimeout,
    deliveryDelay: Duration.seconds(lateSearchSeconds),
    deadLetterQueue: { queue: deadLetters, maxReceiveCount },
  });
}
