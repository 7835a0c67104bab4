import type { Clock } from '../foundation/clock.ts';
import type { KeyValueStore } from '../foundation/data/key-value-store.ts';
import type { PolicyDocument } from '../foundation/resources/policy-document.ts';
import type { CallService, Service } from '../foundation/service.ts';
import { createTopicDeliveries, type TopicDelivery } from './deliveries.ts';
import { publishOperations } from './publish.ts';
import { subscriptionOperations } from './subscription-operations.ts';
import type { Topic } from './topic.ts';
import { topicOperations } from './topic-operations.ts';

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
  /** Goes on with deliveries that were kept. */
  resume(): void;
  stop(): void;
}

export function createTopics(options: TopicsOptions): Topics {
  const topics = new Map<string, Topic>();
  const deliveries = createTopicDeliveries({
    ...options,
    collection: options.store.collection<TopicDelivery>('deliveries of topics'),
    subscription: (arn) => topics.get(arn.split(':').slice(0, 6).join(':'))?.subscriptions.get(arn),
  });
  return {
    service: {
      operations: {
        ...topicOperations(topics, options.onPolicy),
        ...subscriptionOperations(topics),
        ...publishOperations(topics, () => options.clock.now(), deliveries.send),
      },
    },
    resume: deliveries.resume,
    stop: deliveries.stop,
  };
}
