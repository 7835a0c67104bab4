import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { requestQueueName } from '../names.ts';

/** A worker as a requester sees it: where its requests go, and what it answers as. */
export interface IWorker {
  /** The event source of its results. */
  readonly workerName: string;
  readonly requestQueueUrl: string;
  readonly requestQueueArn: string;
  /** The account that it publishes from. */
  readonly account: string;
}

export interface WorkerLocation {
  readonly stage: string;
  readonly workerName: string;
  /** @default the account of the stack */
  readonly account?: string;
  /** @default the region of the stack */
  readonly region?: string;
}

/** The worker of that name, wherever it is deployed or will be: nothing is looked up. */
export function workerAt(scope: Construct, location: WorkerLocation): IWorker {
  const stack = Stack.of(scope);
  const { workerName, account = stack.account, region = stack.region } = location;
  const queueName = requestQueueName(location.stage, workerName);
  return {
    workerName,
    account,
    requestQueueUrl: `https://sqs.${region}.${stack.urlSuffix}/${account}/${queueName}`,
    requestQueueArn: `arn:${stack.partition}:sqs:${region}:${account}:${queueName}`,
  };
}
