import { randomUUID } from 'node:crypto';
import { AwsError } from '../foundation/aws-error.ts';
import type { Clock } from '../foundation/clock.ts';
import type { Collection } from '../foundation/data/key-value-store.ts';
import { type Attempted, createKeptAttempts } from '../foundation/kept-attempts.ts';
import type { Caller, CallService } from '../foundation/service.ts';
import { functionEvent, queueMessage } from './notification.ts';
import type { PublishedMessage, Subscription } from './topic.ts';

/** One message on its way to one subscription: plain data, so that a restart goes on with it. */
export interface TopicDelivery extends Attempted {
  readonly id: string;
  readonly subscriptionArn: string;
  readonly published: PublishedMessage;
  readonly attempts: number;
}

export interface DeliveryPorts {
  readonly clock: Clock;
  readonly collection: Collection<TopicDelivery>;
  readonly callService: CallService;
  readonly queueUrlOf: (arn: string) => string;
  readonly track: <Value>(work: Promise<Value>) => Promise<Value>;
  readonly subscription: (arn: string) => Subscription | undefined;
}

/** https://docs.aws.amazon.com/sns/latest/dg/sns-message-delivery-retries.html: about 23 days, at last every 20 s. */
const MOST_ATTEMPTS = 100_015;
const LONGEST_PAUSE_MS = 20_000;

export function createTopicDeliveries(ports: DeliveryPorts) {
  const { clock } = ports;

  async function attempt(delivery: TopicDelivery): Promise<TopicDelivery | undefined> {
    const subscription = ports.subscription(delivery.subscriptionArn);
    if (subscription === undefined) return undefined;
    try {
      await deliver(subscription, delivery.published, ports);
    } catch (error) {
      const attempts = delivery.attempts + 1;
      // What the subscriber refuses is not tried again; faults and throttling are.
      if (isTransient(error) && attempts < MOST_ATTEMPTS) {
        const pause = Math.min(1000 * 2 ** (attempts - 1), LONGEST_PAUSE_MS);
        return { ...delivery, attempts, nextAttemptAt: clock.now() + pause };
      }
      await deadLetter(subscription, delivery.published, ports).catch(() => {});
    }
    return undefined;
  }

  const deliveries = createKeptAttempts({ ...ports, keyOf: ({ id }) => id, attempt });
  return {
    send: (subscriptionArn: string, published: PublishedMessage) =>
      deliveries.begin({
        ...{ id: randomUUID(), subscriptionArn, published },
        ...{ attempts: 0, nextAttemptAt: clock.now() },
      }),
    resume: deliveries.resume,
    stop: deliveries.stop,
  };
}

function isTransient(error: unknown): boolean {
  return !(error instanceof AwsError) || error.status >= 500 || /Throttl|TooManyRequests/.test(error.code);
}

async function deliver(
  subscription: Subscription,
  published: PublishedMessage,
  { callService, queueUrlOf }: DeliveryPorts,
): Promise<void> {
  const caller = callerOf(subscription, published);
  const { protocol, endpoint } = subscription;
  if (protocol === 'sqs') {
    const input = { QueueUrl: queueUrlOf(endpoint), ...queueMessage(subscription, published) };
    await callService('sqs', 'SendMessage', input, caller);
    return;
  }
  const Payload = JSON.stringify(functionEvent(subscription, published));
  const { traceHeader: TraceHeader } = published;
  const input = { FunctionName: endpoint, InvocationType: 'Event', Payload, TraceHeader };
  await callService('lambda', 'Invoke', input, caller);
}

async function deadLetter(
  subscription: Subscription,
  published: PublishedMessage,
  { callService, queueUrlOf }: DeliveryPorts,
): Promise<void> {
  if (subscription.deadLetterArn === undefined) return;
  const input = {
    QueueUrl: queueUrlOf(subscription.deadLetterArn),
    ...queueMessage(subscription, published),
  };
  await callService('sqs', 'SendMessage', input, callerOf(subscription, published));
}

/** SNS itself, on behalf of the topic: what resource policies admit by `aws:SourceArn`. */
function callerOf({ topicArn }: Subscription, { traceHeader }: PublishedMessage): Caller {
  const [, , , region = '', account = ''] = topicArn.split(':');
  return {
    ...{ account, region, servicePrincipal: 'sns.amazonaws.com', sourceArn: topicArn },
    ...(traceHeader !== undefined && { traceHeader }),
  };
}
