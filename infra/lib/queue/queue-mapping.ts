import { visibilityTimeoutFactor } from '@callback-relay/contract/runtime';
import type { Duration } from 'aws-cdk-lib';
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
  checkConcurrency(target, props.maxConcurrency);
  Grant.addToPrincipal({ grantee: target, actions: consumption, resourceArns: [queue.queueArn] });
  const mapping = new EventSourceMapping(target, id, {
    target,
    eventSourceArn: queue.queueArn,
    batchSize: props.batchSize,
    maxConcurrency: props.maxConcurrency,
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

function checkConcurrency(scope: IConstruct, maxConcurrency: number): void {
  if (Number.isInteger(maxConcurrency) && maxConcurrency >= 2 && maxConcurrency <= 1_000) return;
  throw validationError(scope, {
    problem: 'maxConcurrency is not between 2 and 1,000, which is what an event source mapping takes',
    given: maxConcurrency,
    remedy: 'set an integer in that range',
  });
}
