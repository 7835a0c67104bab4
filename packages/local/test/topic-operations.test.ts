import {
  CreateTopicCommand,
  DeleteTopicCommand,
  GetSubscriptionAttributesCommand,
  GetTopicAttributesCommand,
  ListSubscriptionsCommand,
  ListTopicsCommand,
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
  await sns.send(new UnsubscribeCommand({ SubscriptionArn }));
  expect((await sns.send(new ListSubscriptionsCommand({}))).Subscriptions ?? []).toEqual([]);
  await expect(sns.send(new GetSubscriptionAttributesCommand({ SubscriptionArn }))).rejects.toMatchObject({
    name: 'NotFoundException',
  });
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
