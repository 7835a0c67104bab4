import type { KeptOperations } from '../foundation/kept-change.ts';

const topicOf = (arn: unknown) => `topic/${String(arn).split(':')[5]}`;
const subscriptionOf = (arn: unknown) => `${topicOf(arn)}/${String(arn).split(':')[6]}`;

/** Topics and subscriptions that calls made, and attributes that they set. */
export const keptTopicCalls: KeptOperations = {
  CreateTopic: (input) => [{ keep: `topic/${input.Name}`, input }],
  DeleteTopic: ({ TopicArn }) => [{ forget: topicOf(TopicArn) }],
  SetTopicAttributes: (input) => [{ keep: `${topicOf(input.TopicArn)}/${input.AttributeName}`, input }],
  Subscribe: (input, { SubscriptionArn }) => [
    { forget: subscriptionOf(SubscriptionArn) },
    { keep: subscriptionOf(SubscriptionArn), input },
  ],
  Unsubscribe: ({ SubscriptionArn }) => [{ forget: subscriptionOf(SubscriptionArn) }],
  SetSubscriptionAttributes: (input) => [
    { keep: `${subscriptionOf(input.SubscriptionArn)}/${input.AttributeName}`, input },
  ],
};
