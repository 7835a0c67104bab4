import { z } from 'zod';
import { type InputShapes, members, text, textMap } from '../foundation/input-schema.ts';

/** SDKs write an empty list as an empty text in a form. */
const listOf = <Item extends z.ZodType>(item: Item) =>
  z.preprocess((given) => (given === '' ? [] : given), z.array(item));

const topic = { TopicArn: text };
const subscription = { SubscriptionArn: text };
export const messageAttributes = z.record(
  z.string(),
  members({ DataType: text, StringValue: text, BinaryValue: text }),
);
const message = {
  Message: text,
  Subject: text,
  MessageStructure: text,
  MessageAttributes: messageAttributes,
  MessageGroupId: text,
  MessageDeduplicationId: text,
};
export const tags = members({ Key: text, Value: text });
const resource = { ResourceArn: text };

/** By operation. */
export const snsInputs: InputShapes = {
  CreateTopic: members({ Name: text, Attributes: textMap, Tags: listOf(tags) }),
  DeleteTopic: members(topic),
  ListTopics: members({ NextToken: text }),
  GetTopicAttributes: members(topic),
  SetTopicAttributes: members({ ...topic, AttributeName: text, AttributeValue: text }),
  Subscribe: members({
    ...topic,
    Protocol: text,
    Endpoint: text,
    Attributes: textMap,
    ReturnSubscriptionArn: text,
  }),
  Unsubscribe: members(subscription),
  ListSubscriptions: members({ NextToken: text }),
  ListSubscriptionsByTopic: members({ ...topic, NextToken: text }),
  GetSubscriptionAttributes: members(subscription),
  SetSubscriptionAttributes: members({ ...subscription, AttributeName: text, AttributeValue: text }),
  AddPermission: members({ ...topic, Label: text, AWSAccountId: listOf(text), ActionName: listOf(text) }),
  RemovePermission: members({ ...topic, Label: text }),
  TagResource: members({ ...resource, Tags: listOf(tags) }),
  UntagResource: members({ ...resource, TagKeys: listOf(text) }),
  ListTagsForResource: members(resource),
  Publish: members({ ...topic, TargetArn: text, PhoneNumber: text, ...message }),
  PublishBatch: members({ ...topic, PublishBatchRequestEntries: listOf(members({ Id: text, ...message })) }),
};
