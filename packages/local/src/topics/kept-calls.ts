import { z } from 'zod';
import type { KeptOperations } from '../foundation/kept-change.ts';
import { tags } from './inputs.ts';
import { subscriptionArn } from './subscription-arn.ts';

const topicOf = (arn: unknown) => `topic/${String(arn).split(':')[5]}`;
const subscriptionOf = (arn: unknown) => `${topicOf(arn)}/${String(arn).split(':')[6]}`;

const permission = ({ TopicArn, Label }: Record<string, unknown>) =>
  `${topicOf(TopicArn)}/permission/${String(Label)}`;

const tagsOf = ({ Tags }: Record<string, unknown>) => z.array(tags).parse(Tags ?? []);

/** Topics and subscriptions that calls made, and attributes that they set. */
export const keptTopicCalls: KeptOperations = {
  // One that is there already is left as it is.
  CreateTopic: (input) => [{ keep: `topic/${input.Name}`, input, joined: ['Attributes'] }],
  DeleteTopic: ({ TopicArn }) => [{ forget: topicOf(TopicArn) }],
  SetTopicAttributes: (input) => [
    ...(input.AttributeName === 'Policy' ? [{ forget: `${topicOf(input.TopicArn)}/permission` }] : []),
    { keep: `${topicOf(input.TopicArn)}/${input.AttributeName}`, input },
  ],
  AddPermission: (input) => [{ forget: `${permission(input)}/removed` }, { keep: permission(input), input }],
  // Made again after what it removes, which may be of a template's policy too.
  RemovePermission: (input) => [{ keep: `${permission(input)}/removed`, input }],
  TagResource: (input) => [
    ...tagsOf(input).map(({ Key }) => ({ forget: `${topicOf(input.ResourceArn)}/without/${Key}` })),
    ...tagsOf(input).map((tag) => ({
      keep: `${topicOf(input.ResourceArn)}/tags/${tag.Key}`,
      input: { ...input, Tags: [tag] },
    })),
  ],
  UntagResource: (input) =>
    [input.TagKeys ?? []].flat().map((key) => ({
      keep: `${topicOf(input.ResourceArn)}/without/${key}`,
      input: { ...input, TagKeys: [key] },
    })),
  // The answer has no ARN where the subscription waits for its confirmation.
  Subscribe: (input) => {
    const arn = subscriptionArn(String(input.TopicArn), String(input.Endpoint));
    return [{ keep: subscriptionOf(arn), input, joined: ['Attributes'] }];
  },
  Unsubscribe: ({ SubscriptionArn }) => [{ forget: subscriptionOf(SubscriptionArn) }],
  SetSubscriptionAttributes: (input) => [
    { keep: `${subscriptionOf(input.SubscriptionArn)}/${input.AttributeName}`, input },
  ],
};
