import {
  CreateTopicCommand,
  DeleteTopicCommand,
  GetSubscriptionAttributesCommand,
  GetTopicAttributesCommand,
  ListSubscriptionsCommand,
  ListTopicsCommand,
  PublishBatchCommand,
  PublishCommand,
  SetSubscriptionAttributesCommand,
  SetTopicAttributesCommand,
  SNSClient,
  SubscribeCommand,
  UnsubscribeCommand,
} from '@aws-sdk/client-sns';
import { expect, onTestFinished, test } from 'vitest';
import { queue, runtime } from './runtime.ts';

async function client(): Promise<SNSClient> {
  const local = await runtime({ Jobs: queue('jobs') });
  const sns = new SNSClient({ ...local.clientConfig, maxAttempts: 1 });
  onTestFinished(() => sns.destroy());
  return sns;
}

const Endpoint = 'arn:aws:sqs:us-east-1:000000000000:jobs';

test('a topic is made once, shown, changed and deleted', async () => {
  const sns = await client();
  const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: 'orders' }));
  expect(TopicArn).toBe('arn:aws:sns:us-east-1:000000000000:orders');
  expect((await sns.send(new CreateTopicCommand({ Name: 'orders' }))).TopicArn).toBe(TopicArn);
  const change = { TopicArn, AttributeName: 'DisplayName', AttributeValue: 'Orders' };
  await sns.send(new SetTopicAttributesCommand(change));
  const { Attributes } = await sns.send(new GetTopicAttributesCommand({ TopicArn }));
  expect(Attributes).toMatchObject({ TopicArn, DisplayName: 'Orders', SubscriptionsConfirmed: '0' });
  expect((await sns.send(new ListTopicsCommand({}))).Topics).toEqual([{ TopicArn }]);
  await sns.send(new DeleteTopicCommand({ TopicArn }));
  expect((await sns.send(new ListTopicsCommand({}))).Topics ?? []).toEqual([]);
});

test('a subscription is made once, shown, changed and ended', async () => {
  const sns = await client();
  const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: 'orders' }));
  const wish = { TopicArn, Protocol: 'sqs', Endpoint };
  const { SubscriptionArn } = await sns.send(new SubscribeCommand(wish));
  expect((await sns.send(new SubscribeCommand(wish))).SubscriptionArn).toBe(SubscriptionArn);
  const change = { SubscriptionArn, AttributeName: 'RawMessageDelivery', AttributeValue: 'true' };
  await sns.send(new SetSubscriptionAttributesCommand(change));
  const { Attributes } = await sns.send(new GetSubscriptionAttributesCommand({ SubscriptionArn }));
  expect(Attributes).toMatchObject({ TopicArn, Protocol: 'sqs', Endpoint, RawMessageDelivery: 'true' });
  const { Subscriptions } = await sns.send(new ListSubscriptionsCommand({}));
  expect(Subscriptions).toMatchObject([{ SubscriptionArn, TopicArn, Endpoint }]);
  for (const _ of ['first', 'again']) await sns.send(new UnsubscribeCommand({ SubscriptionArn }));
  expect((await sns.send(new ListSubscriptionsCommand({}))).Subscriptions ?? []).toEqual([]);
  await expect(sns.send(new GetSubscriptionAttributesCommand({ SubscriptionArn }))).rejects.toMatchObject({
    name: 'NotFoundException',
  });
});

test.each([
  ['of nothing', [], '', 'EmptyBatchRequestException'],
  ['of one Id twice', ['a', 'a'], 'x', 'BatchEntryIdsNotDistinctException'],
  ['of an Id with a space', ['a b'], 'x', 'InvalidBatchEntryIdException'],
  ['of over 256 KiB together', ['a', 'b'], 'x'.repeat(140_000), 'BatchRequestTooLongException'],
])('a batch %s is refused as a whole', async (_, ids, Message, name) => {
  const sns = await client();
  const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: 'orders' }));
  const PublishBatchRequestEntries = ids.map((Id) => ({ Id, Message }));
  await expect(
    sns.send(new PublishBatchCommand({ TopicArn, PublishBatchRequestEntries })),
  ).rejects.toMatchObject({ name });
});

test('a message to no topic is refused', async () => {
  const sns = await client();
  await expect(sns.send(new PublishCommand({ Message: 'x' }))).rejects.toThrow(
    'Invalid parameter: TopicArn or TargetArn Reason: no value for required parameter',
  );
});

test('a hundred and one topics are two pages', async () => {
  const sns = await client();
  for (let number = 0; number < 101; number += 1)
    await sns.send(new CreateTopicCommand({ Name: `t${number}` }));
  const first = await sns.send(new ListTopicsCommand({}));
  expect(first.Topics).toHaveLength(100);
  const second = await sns.send(new ListTopicsCommand({ NextToken: first.NextToken }));
  expect(second.Topics).toHaveLength(1);
  expect(second.NextToken).toBeUndefined();
  await expect(sns.send(new ListTopicsCommand({ NextToken: 'elsewhere' }))).rejects.toMatchObject({
    name: 'InvalidParameterException',
  });
});

const values = (count: number) => JSON.stringify({ a: Array.from({ length: count }, (_, n) => String(n)) });
const keys = (count: number) =>
  JSON.stringify(Object.fromEntries(Array.from({ length: count }, (_, n) => [`k${n}`, ['x']])));

test.each([
  ['six keys', { FilterPolicy: keys(6) }, /more than 5 keys/],
  ['151 combinations', { FilterPolicy: values(151) }, /too complex/],
  [
    'combinations that count twice, because the list is nested',
    { FilterPolicy: `{"a":${values(76)}}`, FilterPolicyScope: 'MessageBody' },
    /too complex/,
  ],
  ['nesting on attributes', { FilterPolicy: '{"a":{"b":["x"]}}' }, /does not support nested filter policy/],
  ['raw delivery that is neither', { RawMessageDelivery: 'yes' }, /Invalid value \[yes\]/],
  ['a redrive policy that is not JSON', { RedrivePolicy: 'x' }, /failed to parse JSON/],
  [
    'a redrive to what is no queue',
    { RedrivePolicy: '{"deadLetterTargetArn":"x"}' },
    /RedrivePolicy: deadLetterTargetArn is an invalid arn/,
  ],
])('a subscription with %s is refused', async (_, Attributes, message) => {
  const sns = await client();
  const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: 'orders' }));
  const subscribed = sns.send(new SubscribeCommand({ TopicArn, Protocol: 'sqs', Endpoint, Attributes }));
  await expect(subscribed).rejects.toThrow(message);
});

test('a filter policy at its limits is taken, and $or is no level', async () => {
  const sns = await client();
  const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: 'orders' }));
  for (const [n, FilterPolicy] of [keys(5), values(150), '{"$or":[{"a":["x"]},{"b":["y"]}]}'].entries())
    await sns.send(
      new SubscribeCommand({
        ...{ TopicArn, Protocol: 'sqs', Endpoint: `${Endpoint}${n}` },
        Attributes: { FilterPolicy },
      }),
    );
});

test.each([
  ['Number', '0x10', /Could not cast/],
  ['Number', 'x', /Could not cast/],
  ['String.Array', '{}', /not a JSON array/],
  ['String.Array', '[["a"]]', /not a JSON array/],
])('a message attribute of type %s that holds %s is refused', async (DataType, StringValue, message) => {
  const sns = await client();
  const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: 'orders' }));
  const MessageAttributes = { a: { DataType, StringValue } };
  await expect(sns.send(new PublishCommand({ TopicArn, Message: 'x', MessageAttributes }))).rejects.toThrow(
    message,
  );
});
