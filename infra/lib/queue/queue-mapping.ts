import { visibilityTimeoutFactor } from '@callback-relay/contract/runtime';
import { type Duration, Token } from 'aws-cdk-lib';
import { Grant, type IGrantable } from 'aws-cdk-lib/aws-iam';
import { EventSourceMapping, type Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { IConstruct } from 'constructs';
import { acknowledge } from '../acknowledgements.ts';
import { validationError } from '../validation-error.ts';

export interface QueueMappingProps {
  /** Instances that may run at once, 2 to 1,000. */
  readonly maxConcurrency: number;
  /** Messages that one invocation is given at most, 1 to 10. */
  readonly batchSize: number;
}

/** Feeds a queue to a function in batches, each record failing alone, and gives the function the right to consume it. */
export function mapQueue(target: LambdaFunction, id: string, queue: IQueue, props: QueueMappingProps): void {
  const { maxConcurrency, batchSize } = props;
  checkWhole(target, { name: 'maxConcurrency', value: maxConcurrency, least: 2, most: 1_000 });
  checkWhole(target, { name: 'batchSize', value: batchSize, least: 1, most: 10 });
  Grant.addToPrincipal({ grantee: target, actions: consumption, resourceArns: [queue.queueArn] });
  const mapping = new EventSourceMapping(target, id, {
    target,
    eventSourceArn: queue.queueArn,
    batchSize,
    maxConcurrency,
    reportBatchItemFailures: true,
  });
  acknowledge(mapping, 'Serverless::Serverless-LambdaEventSourceMappingDestination');
}

const consumption = ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'];

/** Consuming a queue by polls of one's own: how long a message stays hidden is theirs to say. */
export function grantPolling(queue: IQueue, grantee: IGrantable): Grant {
  return Grant.addToPrincipal({
    grantee,
    actions: [...consumption, 'sqs:ChangeMessageVisibility'],
    resourceArns: [queue.queueArn],
  });
}

/** @throws Error when a message could reappear while the function still works on it. */
export function checkVisibility(scope: IConstruct, visibility: Duration, functionTimeout: Duration): void {
  const seconds = functionTimeout.toSeconds();
  if (visibility.toSeconds() >= seconds * visibilityTimeoutFactor) return;
  throw validationError(scope, {
    problem: `the queue's visibility timeout is under ${visibilityTimeoutFactor} times the function's timeout of ${seconds} s`,
    given: `${visibility.toSeconds()} s`,
    remedy: `set it to ${seconds * visibilityTimeoutFactor} s or more, or lower the function's timeout`,
  });
}

export interface WholeNumber {
  readonly name: string;
  readonly value: number;
  readonly least: number;
  readonly most: number;
}

/** @throws Error for a number that AWS would refuse at deployment. */
export function checkWhole(scope: IConstruct, { name, value, least, most }: WholeNumber): void {
  if (Token.isUnresolved(value) || (Number.isInteger(value) && value >= least && value <= most)) return;
  throw validationError(scope, {
    problem: `${name} is not a whole number from ${least} to ${most.toLocaleString('en')}, which is what AWS takes`,
    given: Number.isFinite(value) ? value : String(value),
    remedy: 'set one in that range',
  });
}
