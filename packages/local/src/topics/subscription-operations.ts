import { parseJsonObject } from '../events/json.ts';
import { textMap } from '../foundation/input-schema.ts';
import { isQueueArn } from '../foundation/resources/identities.ts';
import type { Operations } from '../foundation/service.ts';
import { compileFilter } from './filter.ts';
import { pageOf } from './page.ts';
import { subscriptionArn } from './subscription-arn.ts';
import type { Subscription, Topic } from './topic.ts';
import { invalidParameter, subscriptionNotFound } from './topic-error.ts';
import { requireTopic } from './topic-operations.ts';

type Attributes = Readonly<Record<string, string>>;

const ATTRIBUTES = ['FilterPolicy', 'FilterPolicyScope', 'RawMessageDelivery', 'RedrivePolicy'];

export function subscriptionOperations(topics: ReadonlyMap<string, Topic>) {
  const all = () => [...topics.values()].flatMap(({ subscriptions }) => [...subscriptions.values()]);
  const require = (arn: unknown): Subscription => {
    const found = all().find((subscription) => subscription.arn === arn);
    if (found === undefined) throw subscriptionNotFound();
    return found;
  };
  const keep = (subscription: Subscription) =>
    requireTopic(topics, subscription.topicArn).subscriptions.set(subscription.arn, subscription);

  return {
    Subscribe: async ({ TopicArn, Protocol, Endpoint, Attributes }) => {
      const topic = requireTopic(topics, TopicArn);
      const same = [...topic.subscriptions.values()].find(({ endpoint }) => endpoint === Endpoint);
      const arn = same?.arn ?? subscriptionArn(topic.arn, String(Endpoint));
      keep(newSubscription(arn, topic.arn, Protocol, Endpoint, textMap.parse(Attributes ?? {})));
      return { SubscriptionArn: arn };
    },
    Unsubscribe: async ({ SubscriptionArn }) => {
      const { topicArn, arn } = require(SubscriptionArn);
      requireTopic(topics, topicArn).subscriptions.delete(arn);
    },
    ListSubscriptions: async ({ NextToken }) => pageOf('Subscriptions', all().map(shown), NextToken),
    ListSubscriptionsByTopic: async ({ TopicArn, NextToken }) => {
      const own = [...requireTopic(topics, TopicArn).subscriptions.values()];
      return pageOf('Subscriptions', own.map(shown), NextToken);
    },
    GetSubscriptionAttributes: async ({ SubscriptionArn }) => {
      const subscription = require(SubscriptionArn);
      const { SubscriptionArn: arn, TopicArn, Protocol, Endpoint, Owner } = shown(subscription);
      const fixed = {
        SubscriptionArn: arn,
        TopicArn,
        Protocol,
        Endpoint,
        Owner,
        PendingConfirmation: 'false',
      };
      return { Attributes: new Map([...Object.entries(fixed), ...Object.entries(subscription.attributes)]) };
    },
    SetSubscriptionAttributes: async ({ SubscriptionArn, AttributeName, AttributeValue = '' }) => {
      const { arn, topicArn, protocol, endpoint, attributes } = require(SubscriptionArn);
      const changed = { ...attributes, [String(AttributeName)]: String(AttributeValue) };
      keep(newSubscription(arn, topicArn, protocol, endpoint, changed));
    },
  } satisfies Operations;
}

function newSubscription(
  arn: string,
  topicArn: string,
  protocol: unknown,
  endpoint: unknown,
  attributes: Attributes,
): Subscription {
  if (protocol !== 'sqs' && protocol !== 'lambda')
    throw invalidParameter(
      `the protocol ${protocol} is not supported by the local runtime: sqs and lambda are`,
    );
  if (typeof endpoint !== 'string' || endpoint.split(':')[2] !== protocol)
    throw invalidParameter(`Endpoint is not the ARN of ${protocol === 'sqs' ? 'a queue' : 'a function'}`);
  if (endpoint.endsWith('.fifo'))
    throw invalidParameter('Endpoint Reason: FIFO SQS Queues can not be subscribed to standard SNS topics');
  const unknown = Object.keys(attributes).find((name) => !ATTRIBUTES.includes(name));
  if (unknown !== undefined)
    throw invalidParameter(`the attribute ${unknown} is not supported by the local runtime`);
  const { FilterPolicy = '', FilterPolicyScope, RawMessageDelivery, RedrivePolicy = '' } = attributes;
  if (RawMessageDelivery !== undefined && RawMessageDelivery !== 'true' && RawMessageDelivery !== 'false')
    throw invalidParameter(
      `Attributes Reason: RawMessageDelivery: Invalid value [${RawMessageDelivery}]. Must be true or false.`,
    );
  if (protocol === 'lambda' && RawMessageDelivery === 'true')
    // https://github.com/aws-controllers-k8s/community/issues/2192 quotes it.
    throw invalidParameter('Delivery protocol [lambda] does not support raw message delivery.');
  const redrive = redriveTarget(RedrivePolicy);
  return {
    ...{ arn, topicArn, protocol, endpoint, attributes },
    ...(FilterPolicy !== '' && { filter: compileFilter(FilterPolicy, FilterPolicyScope) }),
    isRaw: RawMessageDelivery === 'true',
    ...(redrive !== undefined && { deadLetterArn: redrive }),
  };
}

/**
 * A standard topic has standard queues: https://docs.aws.amazon.com/sns/latest/dg/sns-dead-letter-queues.html
 * @throws AwsError InvalidParameter
 */
function redriveTarget(policy: string): string | undefined {
  if (policy === '') return undefined;
  const parsed = parseJsonObject(policy);
  if (parsed === undefined) throw invalidParameter('RedrivePolicy: failed to parse JSON.');
  const { deadLetterTargetArn: arn } = parsed;
  if (typeof arn !== 'string' || !isQueueArn(arn))
    throw invalidParameter('RedrivePolicy: deadLetterTargetArn is not the ARN of a queue');
  if (arn.endsWith('.fifo'))
    throw invalidParameter(
      `RedrivePolicy: deadLetterTargetArn ${arn} is a FIFO queue, and a standard topic takes a standard one`,
    );
  return arn;
}

function shown({ arn, topicArn, protocol, endpoint }: Subscription) {
  const Owner = topicArn.split(':')[4] ?? '';
  return { SubscriptionArn: arn, Owner, Protocol: protocol, Endpoint: endpoint, TopicArn: topicArn };
}
