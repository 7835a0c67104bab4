import { AwsError } from '../foundation/aws-error.ts';
import { textMap } from '../foundation/input-schema.ts';
import type { Caller, Operations } from '../foundation/service.ts';
import { endpointOf, isPending } from './endpoint.ts';
import { pageOf } from './page.ts';
import { subscriptionArn } from './subscription-arn.ts';
import {
  type Attributes,
  checkAttributeName,
  type Settings,
  settingsOf,
  shownSettings,
} from './subscription-attributes.ts';
import type { Subscription, Topic } from './topic.ts';
import { checkSubscriptionArn, requireTopic } from './topic-arn.ts';
import { invalidParameter, subscriptionNotFound } from './topic-error.ts';

export function subscriptionOperations(topics: ReadonlyMap<string, Topic>) {
  const all = () => [...topics.values()].flatMap(({ subscriptions }) => [...subscriptions.values()]);
  const find = (given: unknown): Subscription | undefined => {
    const arn = checkSubscriptionArn(given);
    return all().find((subscription) => subscription.arn === arn);
  };
  const require = (given: unknown): Subscription => {
    const found = find(given);
    if (found === undefined) throw subscriptionNotFound();
    return found;
  };

  return {
    Subscribe: async ({ TopicArn, Protocol, Endpoint, Attributes, ReturnSubscriptionArn }, caller) => {
      const topic = requireTopic(topics, TopicArn, caller);
      const { protocol, endpoint } = endpointOf(Protocol, Endpoint);
      const given = textMap.parse(Attributes ?? {});
      const settings = asAttributes(() => {
        for (const name of Object.keys(given)) checkAttributeName(name, `Unknown attribute ${name}`);
        return settingsOf(given, protocol);
      });
      const same = [...topic.subscriptions.values()].find((one) => one.endpoint === endpoint);
      const arn = same?.arn ?? subscriptionArn(topic.arn, endpoint);
      // https://docs.aws.amazon.com/sns/latest/api/API_Subscribe.html
      const isShown = !isPending({ protocol }) || String(ReturnSubscriptionArn) === 'true';
      const answer = { SubscriptionArn: isShown ? arn : 'pending confirmation' };
      if (same !== undefined) {
        checkSame(same, given, settings);
        return answer;
      }
      const principal = principalOf(caller);
      topic.subscriptions.set(arn, { arn, topicArn: topic.arn, protocol, endpoint, principal, ...settings });
      return answer;
    },
    /** One that is gone already is no fault. */
    Unsubscribe: async ({ SubscriptionArn }) => {
      const found = find(SubscriptionArn);
      if (found !== undefined) topics.get(found.topicArn)?.subscriptions.delete(found.arn);
    },
    ListSubscriptions: async ({ NextToken }) => pageOf('Subscriptions', all().map(listed), NextToken),
    ListSubscriptionsByTopic: async ({ TopicArn, NextToken }, caller) => {
      const own = [...requireTopic(topics, TopicArn, caller).subscriptions.values()];
      return pageOf('Subscriptions', own.map(listed), NextToken);
    },
    GetSubscriptionAttributes: async ({ SubscriptionArn }) => {
      const subscription = require(SubscriptionArn);
      const fixed = {
        ...shown(subscription),
        PendingConfirmation: String(isPending(subscription)),
        ConfirmationWasAuthenticated: String(!isPending(subscription)),
        SubscriptionPrincipal: subscription.principal,
      };
      return {
        Attributes: new Map([...Object.entries(fixed), ...Object.entries(shownSettings(subscription))]),
      };
    },
    SetSubscriptionAttributes: async ({ SubscriptionArn, AttributeName, AttributeValue = '' }) => {
      const { arn, topicArn, protocol, endpoint, principal, attributes } = require(SubscriptionArn);
      const name = String(AttributeName);
      checkAttributeName(name, 'AttributeName');
      const settings = settingsOf({ ...attributes, [name]: String(AttributeValue) }, protocol);
      topics
        .get(topicArn)
        ?.subscriptions.set(arn, { arn, topicArn, protocol, endpoint, principal, ...settings });
    },
  } satisfies Operations;
}

/** Subscribe says that what is wrong is in its attributes (recorded). */
function asAttributes<Value>(read: () => Value): Value {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    throw invalidParameter(`Attributes Reason: ${error.message.replace(/^Invalid parameter: /, '')}`);
  }
}

/** @throws AwsError InvalidParameter where a subscription that is there has another value for what is given */
function checkSame({ attributes }: Subscription, given: Attributes, { attributes: wanted }: Settings): void {
  if (Object.keys(given).some((name) => attributes[name] !== wanted[name]))
    throw invalidParameter('Attributes Reason: Subscription already exists with different attributes');
}

function principalOf({ account, roleArn }: Caller): string {
  return roleArn ?? `arn:aws:iam::${account}:root`;
}

/** One that waits for its confirmation has no ARN in lists. */
function listed(subscription: Subscription) {
  return {
    ...shown(subscription),
    ...(isPending(subscription) && { SubscriptionArn: 'PendingConfirmation' }),
  };
}

function shown({ arn, topicArn, protocol, endpoint }: Subscription) {
  const Owner = topicArn.split(':')[4] ?? '';
  return { SubscriptionArn: arn, Owner, Protocol: protocol, Endpoint: endpoint, TopicArn: topicArn };
}
