import type { RelayNames } from '@callback-relay/contract/names';
import { Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Queue } from 'aws-cdk-lib/aws-sqs';

/**
 * Lets in rules of this account that are named for this relay, wherever other teams' stacks declare them: a
 * `ResultMapping` feeds the relay queue without a change to the relay's stack.
 */
export function allowMappings(names: RelayNames, queues: readonly Queue[]): void {
  for (const queue of queues) {
    const { partition, region, account } = Stack.of(queue);
    const rules = `arn:${partition}:events:${region}:${account}:rule`;
    const pattern = names.rule('*');
    queue.addToResourcePolicy(
      new PolicyStatement({
        sid: 'MappingsOfThisAccount',
        principals: [new ServicePrincipal('events.amazonaws.com')],
        actions: ['sqs:SendMessage'],
        resources: [queue.queueArn],
        // A rule's ARN has the bus's name in it, but for the default bus.
        conditions: { ArnLike: { 'aws:SourceArn': [`${rules}/${pattern}`, `${rules}/*/${pattern}`] } },
      }),
    );
  }
}
