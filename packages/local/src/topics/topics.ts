import type { Clock } from '../foundation/clock.ts';
import type { KeyValueStore } from '../foundation/data/key-value-store.ts';
import { onFirstUse, operationsOnFirstUse } from '../foundation/first-use.ts';
import type { PolicyDocument } from '../foundation/resources/policy-document.ts';
import type { CallService, Service } from '../foundation/service.ts';
import type { TopicDelivery } from './deliveries.ts';
import type { Topic } from './topic.ts';

export interface TopicsOptions {
  readonly clock: Clock;
  readonly store: KeyValueStore;
  readonly callService: CallService;
  readonly queueUrlOf: (arn: string) => string;
  readonly track: <Value>(work: Promise<Value>) => Promise<Value>;
  readonly onPolicy: (topicArn: string, policy: PolicyDocument | undefined) => void;
}

/** SNS: standard topics, with subscriptions of queues and functions. */
export interface Topics {
  readonly service: Service;
  /** Gives what goes on with deliveries that were kept. */
  resuming(): Promise<() => void>;
  stop(): void;
}

export function createTopics(options: TopicsOptions): Topics {
  const topics = new Map<string, Topic>();
  const collection = options.store.collection<TopicDelivery>('deliveries of topics');
  const deliveries = onFirstUse(async () => {
    const { createTopicDeliveries } = await import('./deliveries.ts');
    const subscription = (arn: string) =>
      topics.get(arn.split(':').slice(0, 6).join(':'))?.subscriptions.get(arn);
    return createTopicDeliveries({ ...options, collection, subscription });
  });
  return {
    service: {
      operations: {
        ...operationsOnFirstUse(
          ['CreateTopic', 'DeleteTopic', 'ListTopics', 'GetTopicAttributes', 'SetTopicAttributes'],
          async () => (await import('./topic-operations.ts')).topicOperations(topics, options.onPolicy),
        ),
        ...operationsOnFirstUse(['AddPermission', 'RemovePermission'], async () => {
          const { topicPermissionOperations } = await import('./topic-permissions.ts');
          return topicPermissionOperations(topics, options.onPolicy);
        }),
        ...operationsOnFirstUse(['TagResource', 'UntagResource', 'ListTagsForResource'], async () =>
          (await import('./topic-tags.ts')).tagOperations(topics),
        ),
        ...operationsOnFirstUse(
          [
            'Subscribe',
            'Unsubscribe',
            'ListSubscriptions',
            'ListSubscriptionsByTopic',
            'GetSubscriptionAttributes',
            'SetSubscriptionAttributes',
          ],
          async () => (await import('./subscription-operations.ts')).subscriptionOperations(topics),
        ),
        ...operationsOnFirstUse(['Publish', 'PublishBatch'], async () => {
          const { publishOperations } = await import('./publish.ts');
          return publishOperations(topics, () => options.clock.now(), (await deliveries()).send);
        }),
      },
    },
    async resuming() {
      return [...collection.entries()].length === 0 ? () => {} : (await deliveries()).resume;
    },
    stop: () => deliveries.loaded()?.stop(),
  };
}
