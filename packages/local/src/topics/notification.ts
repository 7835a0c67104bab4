import type { PublishedMessage, Subscription } from './topic.ts';

/** What a queue gets: the message itself where the subscription is raw, else SNS's envelope around it. */
export function queueMessage(
  { isRaw, arn }: Subscription,
  published: PublishedMessage,
): { MessageBody: string; MessageGroupId?: string; MessageAttributes?: Record<string, unknown> } {
  const group = published.groupId === undefined ? {} : { MessageGroupId: published.groupId };
  if (isRaw)
    return { MessageBody: published.message, MessageAttributes: { ...published.attributes }, ...group };
  const envelope = {
    Type: 'Notification',
    MessageId: published.id,
    TopicArn: published.topicArn,
    ...(published.subject !== undefined && { Subject: published.subject }),
    Message: published.message,
    Timestamp: published.timestamp,
    ...signature(arn, published, 'URL'),
    ...withAttributes(published),
  };
  return { MessageBody: JSON.stringify(envelope), ...group };
}

/** The event that a function is invoked with. */
export function functionEvent({ arn }: Subscription, published: PublishedMessage): object {
  return {
    Records: [
      {
        EventSource: 'aws:sns',
        EventVersion: '1.0',
        EventSubscriptionArn: arn,
        Sns: {
          Type: 'Notification',
          MessageId: published.id,
          TopicArn: published.topicArn,
          Subject: published.subject ?? null,
          Message: published.message,
          Timestamp: published.timestamp,
          ...signature(arn, published, 'Url'),
          MessageAttributes: withAttributes(published).MessageAttributes ?? {},
        },
      },
    ],
  };
}

/** Nothing here signs: the members are there, under the names that queues and functions know them by, and say so. */
function signature(
  subscriptionArn: string,
  { signatureVersion = '1' }: PublishedMessage,
  url: 'URL' | 'Url',
): object {
  return {
    SignatureVersion: signatureVersion,
    Signature: 'not-signed-by-the-local-runtime',
    [`SigningCert${url}`]: 'https://sns.amazonaws.com/not-signed-by-the-local-runtime.pem',
    [`Unsubscribe${url}`]: `https://sns.amazonaws.com/?Action=Unsubscribe&SubscriptionArn=${subscriptionArn}`,
  };
}

function withAttributes({ attributes }: PublishedMessage): { MessageAttributes?: object } {
  const shown = Object.entries(attributes).map(([name, { DataType, StringValue, BinaryValue }]) => [
    name,
    { Type: DataType, Value: StringValue ?? BinaryValue ?? '' },
  ]);
  return shown.length === 0 ? {} : { MessageAttributes: Object.fromEntries(shown) };
}
