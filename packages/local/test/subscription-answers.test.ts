import {
  CreateTopicCommand,
  GetSubscriptionAttributesCommand,
  PublishCommand,
  SetSubscriptionAttributesCommand,
  SetTopicAttributesCommand,
  SNSClient,
  SubscribeCommand,
  UnsubscribeCommand,
} from '@aws-sdk/client-sns';
import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { expect, onTestFinished, test } from 'vitest';
import { openQueue, runtime } from './runtime.ts';

const Endpoint = 'arn:aws:sqs:us-east-1:000000000000:jobs';
const resources = openQueue('jobs');

async function open() {
  const local = await runtime(resources);
  const sns = new SNSClient({ ...local.clientConfig, maxAttempts: 1 });
  onTestFinished(() => sns.destroy());
  const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: 'orders' }));
  const subscribe = async (Attributes: Record<string, string> = {}, input: object = {}) =>
    sns.send(new SubscribeCommand({ TopicArn, Protocol: 'sqs', Endpoint, Attributes, ...input }));
  const show = async (SubscriptionArn: string | undefined) =>
    (await sns.send(new GetSubscriptionAttributesCommand({ SubscriptionArn }))).Attributes;
  return { local, sns, TopicArn, subscribe, show };
}

test('what a subscription has of itself is shown; a scope, with a policy only', async () => {
  const { sns, TopicArn, subscribe, show } = await open();
  const { SubscriptionArn } = await subscribe({ FilterPolicyScope: 'MessageBody', FilterPolicy: '' });
  const of = {
    ...{ SubscriptionArn, TopicArn, Protocol: 'sqs', Endpoint, Owner: '000000000000' },
    ...{ RawMessageDelivery: 'false', PendingConfirmation: 'false', ConfirmationWasAuthenticated: 'true' },
    SubscriptionPrincipal: expect.stringMatching(/^arn:aws:iam::000000000000:/),
  };
  expect(await show(SubscriptionArn)).toEqual(of);
  const set = (AttributeValue: string) =>
    sns.send(
      new SetSubscriptionAttributesCommand({
        SubscriptionArn,
        AttributeName: 'FilterPolicy',
        AttributeValue,
      }),
    );
  await set('{"a":{"b":["c"]}}');
  const filtered = { FilterPolicy: '{"a":{"b":["c"]}}', FilterPolicyScope: 'MessageBody' };
  expect(await show(SubscriptionArn)).toEqual({ ...of, ...filtered });
  await set('{}');
  expect(await show(SubscriptionArn)).toEqual(of);
});

test('a queue is subscribed once, and refused with other attributes', async () => {
  const { subscribe } = await open();
  const { SubscriptionArn } = await subscribe({ RawMessageDelivery: 'True' });
  for (const attributes of [{}, { RawMessageDelivery: 'true' }, { FilterPolicyScope: 'MessageAttributes' }])
    expect((await subscribe(attributes)).SubscriptionArn).toBe(SubscriptionArn);
  for (const attributes of [{ RawMessageDelivery: 'false' }, { FilterPolicy: '{"a":["b"]}' }])
    await expect(subscribe(attributes)).rejects.toThrow(
      'Invalid parameter: Attributes Reason: Subscription already exists with different attributes',
    );
});

test.each([
  [{ Protocol: 'pigeon' }, 'Amazon SNS does not support this protocol string: pigeon'],
  [{ Endpoint: 'http://localhost/000000000000/jobs' }, 'SQS endpoint ARN'],
  [
    { Endpoint: `${Endpoint}.fifo` },
    'Invalid parameter: Endpoint Reason: FIFO SQS Queues can not be subscribed to standard SNS topics',
  ],
  [{ TopicArn: 'arn:aws:sns:us-east-1:x' }, 'TopicArn Reason: An ARN must have at least 6 elements, not 5'],
  [{ Attributes: { Fake: 'x' } }, 'Attributes Reason: Unknown attribute Fake'],
  [
    { Attributes: { RedrivePolicy: `{"deadLetterTargetArn":"${Endpoint}","maxReceiveCount":5}` } },
    'Attributes Reason: RedrivePolicy: invalid JSON. Attribute maxReceiveCount is unknown.',
  ],
  [{ Attributes: { FilterPolicy: '{' } }, 'Attributes Reason: FilterPolicy: failed to parse JSON.'],
  [
    { Attributes: { FilterPolicy: '{"a":[{"anything-but":{"suffix":"x"}}]}' } },
    'Attributes Reason: FilterPolicy: Unsupported anything-but pattern: suffix',
  ],
  [
    { Attributes: { FilterPolicy: '{"a":[{"anything-but":{"prefix":false}}]}' } },
    'Attributes Reason: FilterPolicy: prefix match pattern must be a string',
  ],
])('a subscription with %o is refused', async (input, message) => {
  const { subscribe } = await open();
  await expect(subscribe({}, input)).rejects.toThrow(`Invalid parameter: ${message}`);
});

test.each([
  ['Fake', 'x', 'AttributeName'],
  ['RawMessageDelivery', '', 'RawMessageDelivery: Invalid value []. Must be true or false.'],
  [
    'FilterPolicyScope',
    'x',
    'FilterPolicyScope: Invalid value [x]. Please use either MessageBody or MessageAttributes',
  ],
  ['RedrivePolicy', '{"deadLetterTargetArn":"x"}', 'RedrivePolicy: deadLetterTargetArn is an invalid arn'],
])('a subscription whose %s is set to %j is refused', async (AttributeName, AttributeValue, message) => {
  const { sns, subscribe } = await open();
  const { SubscriptionArn } = await subscribe();
  const set = new SetSubscriptionAttributesCommand({ SubscriptionArn, AttributeName, AttributeValue });
  await expect(sns.send(set)).rejects.toThrow(`Invalid parameter: ${message}`);
});

test.each([
  ['arn:aws:sns:us-east-1:x', 'SubscriptionArn Reason: An ARN must have at least 6 elements, not 5'],
  ['arn:aws:sns:us-east-1:000000000000:orders:x', 'SubscriptionId'],
  [undefined, 'SubscriptionArn Reason: no value for required parameter'],
])('what is no subscription is not ended: %s', async (SubscriptionArn, message) => {
  const { sns } = await open();
  await expect(sns.send(new UnsubscribeCommand({ SubscriptionArn }))).rejects.toThrow(
    `Invalid parameter: ${message}`,
  );
});

test("a message's group comes with it, and the envelope has the topic's version of signatures", async () => {
  const { local, sns, TopicArn, subscribe } = await open();
  const sqs = new SQSClient(local.clientConfig);
  onTestFinished(() => sqs.destroy());
  await subscribe();
  await sns.send(
    new SetTopicAttributesCommand({ TopicArn, AttributeName: 'SignatureVersion', AttributeValue: '2' }),
  );
  await sns.send(new PublishCommand({ TopicArn, Message: 'x', MessageGroupId: 'tenant' }));
  await local.idle();
  const { Messages: [message] = [] } = await sqs.send(
    new ReceiveMessageCommand({
      QueueUrl: `${local.endpoint}/000000000000/jobs`,
      MessageSystemAttributeNames: ['MessageGroupId'],
    }),
  );
  expect(message?.Attributes).toEqual({ MessageGroupId: 'tenant' });
  expect(JSON.parse(message?.Body ?? '')).toMatchObject({ Message: 'x', SignatureVersion: '2' });
});
