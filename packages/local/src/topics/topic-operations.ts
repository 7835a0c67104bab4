import { textMap } from '../foundation/input-schema.ts';
import { list, type PolicyDocument, policyDocument } from '../foundation/resources/policy-document.ts';
import type { Caller, Operations } from '../foundation/service.ts';
import { pageOf } from './page.ts';
import type { Topic } from './topic.ts';
import { checkTopicArn, requireTopic } from './topic-arn.ts';
import { attributeOf, isTopicAttribute, shownAttributes } from './topic-attributes.ts';
import { invalidParameter } from './topic-error.ts';
import { readTags } from './topic-tags.ts';

export function topicOperations(
  topics: Map<string, Topic>,
  onPolicy: (topicArn: string, policy: PolicyDocument | undefined) => void,
) {
  function setAttribute(topic: Topic, name: string, value: string): void {
    if (name === 'Policy') onPolicy(topic.arn, policyOf(value));
    if (value === '' && name !== 'DisplayName') topic.attributes.delete(name);
    else topic.attributes.set(name, value);
  }

  return {
    CreateTopic: async ({ Name, Attributes, Tags }, caller) => {
      const { FifoTopic = 'false', ...attributes } = textMap.parse(Attributes ?? {});
      const name = nameOf(Name, FifoTopic.toLowerCase() === 'true');
      const unknown = Object.keys(attributes).find((key) => !isTopicAttribute(key));
      if (unknown !== undefined) throw invalidParameter(`Attributes Reason: Unknown attribute ${unknown}`);
      const tags = readTags(Tags);
      const existing = topics.get(arnOf(caller, name));
      if (existing !== undefined) {
        checkSame(existing, attributes, tags);
        return { TopicArn: existing.arn };
      }
      const topic: Topic = {
        ...{ arn: arnOf(caller, name), name, tags },
        ...{ attributes: new Map(), subscriptions: new Map() },
      };
      for (const [key, value] of Object.entries(attributes)) setAttribute(topic, key, value);
      topics.set(topic.arn, topic);
      return { TopicArn: topic.arn };
    },
    DeleteTopic: async ({ TopicArn }, caller) => {
      topics.delete(checkTopicArn(TopicArn, caller));
    },
    ListTopics: async ({ NextToken }) => {
      const all = [...topics.keys()].map((TopicArn) => ({ TopicArn }));
      return pageOf('Topics', all, NextToken);
    },
    GetTopicAttributes: async ({ TopicArn }, caller) => ({
      Attributes: shownAttributes(requireTopic(topics, TopicArn, caller)),
    }),
    SetTopicAttributes: async ({ TopicArn, AttributeName, AttributeValue = '' }, caller) => {
      const topic = requireTopic(topics, TopicArn, caller);
      const name = String(AttributeName);
      if (!isTopicAttribute(name)) throw invalidParameter('AttributeName');
      setAttribute(topic, name, String(AttributeValue));
    },
  } satisfies Operations;
}

/** @throws AwsError InvalidParameter where a topic that is there has not what it is to be made with */
function checkSame(
  topic: Topic,
  attributes: Readonly<Record<string, string>>,
  tags: ReadonlyMap<string, string>,
): void {
  if (Object.entries(attributes).some(([name, value]) => attributeOf(topic, name) !== value))
    throw invalidParameter('Attributes Reason: Topic already exists with different attributes');
  if ([...tags].some(([key, value]) => topic.tags.get(key) !== value))
    throw invalidParameter('Tags Reason: Topic already exists with different tags');
}

function arnOf({ account, region }: Caller, name: string): string {
  return `arn:aws:sns:${region}:${account}:${name}`;
}

function nameOf(given: unknown, isFifo: boolean): string {
  const name = String(given);
  if (isFifo || name.endsWith('.fifo'))
    throw invalidParameter('a FIFO topic is not supported by the local runtime');
  if (!/^[\w-]{1,256}$/.test(name)) throw invalidParameter('Topic Name');
  return name;
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
