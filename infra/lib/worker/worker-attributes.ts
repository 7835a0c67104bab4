import { Stack } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { ICallbackRelay } from '../relay/relay-attributes.ts';

/** A worker as a requester sees it: where its requests go, and what it answers as. */
export interface IWorker {
  /** The event source of its results. */
  readonly workerName: string;
  readonly requestQueueUrl: string;
  readonly requestQueueArn: string;
  /** The account that it publishes from. */
  readonly account: string;
  /** The key of its request queue, which requesters need. @default a key of SQS */
  readonly encryptionKey?: IKey;
}

export interface WorkerLocation {
  /** The relay of its stage: it knows the naming scheme. */
  readonly relay: Pick<ICallbackRelay, 'names'>;
  /** As of its `CallbackWorker`. */
  readonly workerName: string;
  /** @default the account of the stack */
  readonly account?: string;
  /** @default the region of the stack */
  readonly region?: string;
  /** The key of its request queue. @default a key of SQS */
  readonly encryptionKey?: IKey;
}

export interface QueueOfWorker {
  /** The event source of its results. */
  readonly workerName: string;
  /** The account that it publishes from. @default the queue's */
  readonly account?: string;
}

/** The worker of that name, wherever it is deployed or will be: nothing is looked up. */
export function workerFromName(scope: Construct, location: WorkerLocation): IWorker {
  const stack = Stack.of(scope);
  const { relay, workerName, account = stack.account, region = stack.region, encryptionKey } = location;
  const { queue } = relay.names.requestQueue(workerName);
  return {
    workerName,
    account,
    requestQueueUrl: `https://sqs.${region}.${stack.urlSuffix}/${account}/${queue}`,
    requestQueueArn: `arn:${stack.partition}:sqs:${region}:${account}:${queue}`,
    ...(encryptionKey !== undefined && { encryptionKey }),
  };
}

/** A worker that reads a queue which is there. */
export function workerFromQueue(queue: IQueue, { workerName, account }: QueueOfWorker): IWorker {
  const { encryptionMasterKey } = queue;
  return {
    workerName,
    account: account ?? queue.env.account,
    requestQueueUrl: queue.queueUrl,
    requestQueueArn: queue.queueArn,
    ...(encryptionMasterKey !== undefined && { encryptionKey: encryptionMasterKey }),
  };
}
