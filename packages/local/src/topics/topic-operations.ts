import { textMap } from '../foundation/input-schema.ts';
import { list, type PolicyDocument, policyDocument } from '../foundation/resources/policy-document.ts';
import type { Caller, Operations } from '../foundation/service.ts';
import { pageOf } from './page.ts';
import type { Topic } from './topic.ts';
import { invalidParameter, topicNotFound } from './topic-error.ts';

/** @throws AwsError NotFound */
export function requireTopic(topics: ReadonlyMap<string, Topic>, arn: unknown): Topic {
  if (arn === undefined)
    throw invalidParameter('TopicArn or TargetArn Reason: no value for required parameter');
  const topic = topics.get(String(arn));
  if (topic === undefined) throw topicNotFound();
  return topic;
}

export function topicOperations(
  topics: Map<string, Topic>,
  onPolicy: (topicArn: string, policy: PolicyDocument | undefined) => void,
) {
  function setAttribute(topic: Topic, name: string, value: string): void {
    if (name === 'Policy') onPolicy(topic.arn, policyOf(value));
    topic.attributes.set(name, value);
  }

  return {
    CreateTopic: async ({ Name, Attributes }, caller) => {
      const topic = topics.get(arnOf(caller, Name)) ?? newTopic(nameOf(Name), caller);
      topics.set(topic.arn, topic);
      for (const [name, value] of Object.entries(textMap.parse(Attributes ?? {})))
        setAttribute(topic, name, value);
      return { TopicArn: topic.arn };
    },
    DeleteTopic: async ({ TopicArn }) => {
      topics.delete(String(TopicArn));
    },
    ListTopics: async ({ NextToken }) => {
      const all = [...topics.keys()].map((TopicArn) => ({ TopicArn }));
      return pageOf('Topics', all, NextToken);
    },
    GetTopicAttributes: async ({ TopicArn }) => {
      const topic = requireTopic(topics, TopicArn);
      const counts = {
        TopicArn: topic.arn,
        SubscriptionsConfirmed: String(topic.subscriptions.size),
        SubscriptionsPending: '0',
        SubscriptionsDeleted: '0',
      };
      return { Attributes: new Map([...topic.attributes, ...Object.entries(counts)]) };
    },
    SetTopicAttributes: async ({ TopicArn, AttributeName, AttributeValue = '' }) =>
      setAttribute(requireTopic(topics, TopicArn), String(AttributeName), String(AttributeValue)),
  } satisfies Operations;
}

function arnOf({ account, region }: Caller, name: unknown): string {
  return `arn:aws:sns:${region}:${account}:${name}`;
}

function newTopic(name: string, caller: Caller): Topic {
  return { arn: arnOf(caller, name), name, attributes: new Map(), subscriptions: new Map() };
}

function nameOf(name: unknown): string {
  const text = String(name);
  if (text.endsWith('.fifo')) throw invalidParameter('a FIFO topic is not supported by the local runtime');
  if (!/^[\w-]{1,256}$/.test(text)) throw invalidParameter('Topic Name');
  return text;
}

/** https://github.com/hashicorp/terraform/issues/12740 quotes the refusal of actions that are not of topics. */
function policyOf(text: string): PolicyDocument | undefined {
  if (text === '') return undefined;
  const document = policyDocument.safeParse(text);
  const isOfTopics = (action: string) => action === '*' || /^sns:/i.test(action);
  if (document.success && document.data.Statement.every(({ Action }) => list(Action).every(isOfTopics)))
    return document.data;
  throw invalidParameter('Policy statement action out of service scope!');
}
