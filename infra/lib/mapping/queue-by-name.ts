import { Resource, Stack } from 'aws-cdk-lib';
import { type IQueue, Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';

/**
 * A relay's queue, for rules of this stack. Where the queue is another stack's, it is known by its name: CDK would write each rule
 * into the queue's policy, and that stack would depend on this one, which depends on it. The relay's own policy lets such rules in.
 */
export function queueByName(scope: Construct, id: string, queue: IQueue, name: string): IQueue {
  const stack = Stack.of(scope);
  if (Stack.of(queue) === stack || !Resource.isOwnedResource(queue)) return queue;
  const known = scope.node.tryFindChild(id);
  if (known !== undefined) return known as Queue;
  const { partition, region, account } = stack;
  return Queue.fromQueueArn(scope, id, `arn:${partition}:sqs:${region}:${account}:${name}`);
}
