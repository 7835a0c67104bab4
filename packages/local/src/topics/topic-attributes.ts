import { parseJson } from '../events/json.ts';
import { isObject } from '../foundation/is-object.ts';
import { isPending } from './endpoint.ts';
import type { Topic } from './topic.ts';

const feedback = ['HTTP', 'Firehose', 'Lambda', 'Application', 'SQS'].flatMap((protocol) =>
  ['SuccessFeedbackRoleArn', 'SuccessFeedbackSampleRate', 'FailureFeedbackRoleArn'].map(
    (name) => `${protocol}${name}`,
  ),
);

/** https://docs.aws.amazon.com/sns/latest/api/API_SetTopicAttributes.html, without those of FIFO topics */
const SETTABLE: ReadonlySet<string> = new Set([
  ...['DeliveryPolicy', 'DisplayName', 'KmsMasterKeyId', 'Policy', 'SignatureVersion', 'TracingConfig'],
  ...feedback,
]);

export function isTopicAttribute(name: string): boolean {
  return SETTABLE.has(name);
}

/** A topic's attributes, with what SNS gives each of itself (recorded). */
export function shownAttributes({ arn, attributes, subscriptions }: Topic): Map<string, string> {
  const pending = [...subscriptions.values()].filter(isPending).length;
  return new Map([
    ['DisplayName', ''],
    ['Policy', JSON.stringify(standardPolicy(arn))],
    ...attributes,
    ['EffectiveDeliveryPolicy', JSON.stringify(deliveryPolicy(attributes.get('DeliveryPolicy')))],
    ['Owner', ownerOf(arn)],
    ['TopicArn', arn],
    ['SubscriptionsConfirmed', String(subscriptions.size - pending)],
    ['SubscriptionsPending', String(pending)],
    ['SubscriptionsDeleted', '0'],
  ]);
}

/** The value that a topic has for an attribute without one being set. */
export function attributeOf({ arn, attributes }: Topic, name: string): string | undefined {
  const standard: Readonly<Record<string, string>> = {
    DisplayName: '',
    FifoTopic: 'false',
    Policy: JSON.stringify(standardPolicy(arn)),
  };
  return attributes.get(name) ?? standard[name];
}

function ownerOf(arn: string): string {
  return arn.split(':')[4] ?? '';
}

/** https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html */
function standardPolicy(arn: string): object {
  const actions = [
    ...['GetTopicAttributes', 'SetTopicAttributes', 'AddPermission', 'RemovePermission', 'DeleteTopic'],
    ...['Subscribe', 'ListSubscriptionsByTopic', 'Publish'],
  ];
  const statement = {
    Sid: '__default_statement_ID',
    Effect: 'Allow',
    Principal: { AWS: '*' },
    Action: actions.map((action) => `SNS:${action}`),
    Resource: arn,
    Condition: { StringEquals: { 'AWS:SourceOwner': ownerOf(arn) } },
  };
  return { Version: '2008-10-17', Id: '__default_policy_ID', Statement: [statement] };
}

const RETRIES = {
  ...{ minDelayTarget: 20, maxDelayTarget: 20, numRetries: 3, numMaxDelayRetries: 0 },
  ...{ numNoDelayRetries: 0, numMinDelayRetries: 0, backoffFunction: 'linear' },
};

/** Of subscriptions by HTTP, which there are none of here: a topic shows it all the same. */
function deliveryPolicy(text = ''): object {
  const http = membersOf(text === '' ? undefined : membersOf(parseJson(text)).http);
  return {
    http: {
      defaultHealthyRetryPolicy: { ...RETRIES, ...membersOf(http.defaultHealthyRetryPolicy) },
      disableSubscriptionOverrides: http.disableSubscriptionOverrides ?? false,
      defaultRequestPolicy: {
        headerContentType: 'text/plain; charset=UTF-8',
        ...membersOf(http.defaultRequestPolicy),
      },
    },
  };
}

function membersOf(value: unknown): Record<string, unknown> {
  return isObject(value) ? value : {};
}
