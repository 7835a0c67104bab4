const TopicArn = 'arn:aws:sns:us-east-1:000000000000:news';
const Endpoint = 'arn:aws:sqs:us-east-1:000000000000:jobs';
const SubscriptionArn = `${TopicArn}:00000000-0000-4000-8000-000000000000`;
const message = {
  Message: '{"default":"hello"}',
  Subject: 'news',
  MessageStructure: 'json',
  MessageAttributes: {
    kind: { DataType: 'String', StringValue: 'a' },
    n: { DataType: 'Number', StringValue: '1' },
  },
};
const Attributes = {
  RawMessageDelivery: 'true',
  FilterPolicy: '{"kind":["a",{"prefix":"b"}]}',
  FilterPolicyScope: 'MessageAttributes',
  RedrivePolicy: `{"deadLetterTargetArn":"${Endpoint}"}`,
};
const policy = '{"Statement":[{"Effect":"Allow","Principal":"*","Action":"sns:Publish","Resource":"*"}]}';

/** Test helper: an input that is taken, for each operation of SNS. */
export const snsInputs: Readonly<Record<string, object>> = {
  CreateTopic: {
    ...{ Name: 'news', Attributes: { DisplayName: 'News', Policy: policy } },
    Tags: [{ Key: 'team', Value: 'a' }],
  },
  DeleteTopic: { TopicArn: TopicArn.replace('news', 'other') },
  ListTopics: { NextToken: 'AAAA' },
  GetTopicAttributes: { TopicArn },
  SetTopicAttributes: { TopicArn, AttributeName: 'Policy', AttributeValue: policy },
  Subscribe: { TopicArn, Protocol: 'sqs', Endpoint, Attributes },
  Unsubscribe: { SubscriptionArn },
  ListSubscriptions: { NextToken: 'AAAA' },
  ListSubscriptionsByTopic: { TopicArn, NextToken: 'AAAA' },
  GetSubscriptionAttributes: { SubscriptionArn },
  SetSubscriptionAttributes: {
    SubscriptionArn,
    AttributeName: 'FilterPolicy',
    AttributeValue: Attributes.FilterPolicy,
  },
  AddPermission: {
    ...{ TopicArn, Label: 'all', AWSAccountId: ['000000000000'], ActionName: ['Publish'] },
  },
  RemovePermission: { TopicArn, Label: 'none' },
  TagResource: { ResourceArn: TopicArn, Tags: [{ Key: 'team', Value: 'a' }] },
  UntagResource: { ResourceArn: TopicArn, TagKeys: ['team'] },
  ListTagsForResource: { ResourceArn: TopicArn },
  Publish: { TopicArn, ...message },
  PublishBatch: {
    TopicArn,
    PublishBatchRequestEntries: [
      { Id: 'a', ...message },
      { Id: 'b', ...message },
    ],
  },
};
