import type { Duration } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { EventSourceMapping, type Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { IConstruct } from 'constructs';
import { acknowledge } from '../acknowledgements.ts';
import { mistake } from '../mistake.ts';

export interface QueueMappingProps {
  /** Instances that may run at once, 2 to 1,000. */
  readonly maxConcurrency: number;
  /** Messages that one invocation is given at most, 1 to 10. */
  readonly batchSize: number;
}

/** Feeds a queue to a function in batches, each record failing alone, and gives the function the right to consume it. */
export function mapQueue(target: LambdaFunction, id: string, queue: IQueue, props: QueueMappingProps): void {
  checkConcurrency(target, props.maxConcurrency);
  target.addToRolePolicy(consumption(queue));
  const mapping = new EventSourceMapping(target, id, {
    target,
    eventSourceArn: queue.queueArn,
    batchSize: props.batchSize,
    maxConcurrency: props.maxConcurrency,
    reportBatchItemFailures: true,
  });
  acknowledge(mapping, 'Serverless::Serverless-LambdaEventSourceMappingDestination');
}

/** What consuming a queue takes, and no more. */
function consumption(queue: IQueue): PolicyStatement {
  return new PolicyStatement({
    actions: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
    resources: [queue.queueArn],
  });
}

/** Consuming a queue by polls of one's own: how long a message stays hidden is theirs to say. */
export function polling(queue: IQueue): PolicyStatement[] {
  const visibility = new PolicyStatement({
    actions: ['sqs:ChangeMessageVisibility'],
    resources: [queue.queueArn],
  });
  return [consumption(queue), visibility];
}

/** @throws Error when a message could reappear while the function still works on it. */
export function checkVisibility(scope: IConstruct, visibility: Duration, functionTimeout: Duration): void {
  if (visibility.toSeconds() >= functionTimeout.toSeconds() * 6) return;
  throw mistake(scope, {
    wrong: `the queue's visibility timeout is under 6 times the function's timeout of ${functionTimeout.toSeconds()} s`,
    given: `${visibility.toSeconds()} s`,
    remedy: `set it to ${functionTimeout.toSeconds() * 6} s or more, or lower the function's timeout`,
  });
}

function checkConcurrency(scope: IConstruct, maxConcurrency: number): void {
  if (Number.isInteger(maxConcurrency) && maxConcurrency >= 2 && maxConcurrency <= 1_000) return;
  throw mistake(scope, {
    wrong: 'maxConcurrency is not between 2 and 1,000, which is what an event source mapping takes',
    given: maxConcurrency,
    remedy: 'set an integer in that range',
  });
}
