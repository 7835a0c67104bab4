import {
  GetSubscriptionAttributesCommand,
  GetTopicAttributesCommand,
  ListSubscriptionsByTopicCommand,
  PublishBatchCommand,
  PublishCommand,
  SNSClient,
  SubscribeCommand,
} from '@aws-sdk/client-sns';
import { describe, expect, onTestFinished, test } from 'vitest';
import { functionResources, type Resources } from './app.ts';
import { type LocalOverHttp, queue, runtime } from './runtime.ts';

const arn = (logicalId: string) => ({ 'Fn::GetAtt': [logicalId, 'Arn'] });

const topic: Resources = {
  Topic: {
    Type: 'AWS::SNS::Topic',
    Properties: { TopicName: 'orders', DisplayName: 'Orders', SignatureVersion: '2' },
  },
  Jobs: queue('jobs'),
  JobsPolicy: {
    Type: 'AWS::SQS::QueuePolicy',
    Properties: {
      Queues: [{ Ref: 'Jobs' }],
      PolicyDocument: {
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Principal: { Service: 'sns.amazonaws.com' },
            Action: 'sqs:SendMessage',
            Resource: arn('Jobs'),
            Condition: { ArnEquals: { 'aws:SourceArn': { Ref: 'Topic' } } },
          },
        ],
      },
    },
  },
};

const subscription = (properties: object = {}): Resources => ({
  Subscription: {
    Type: 'AWS::SNS::Subscription',
    Properties: { TopicArn: { Ref: 'Topic' }, Protocol: 'sqs', Endpoint: arn('Jobs'), ...properties },
  },
});

const TopicArn = 'arn:aws:sns:us-east-1:000000000000:orders';

async function open(resources: Resources): Promise<{ local: LocalOverHttp; sns: SNSClient }> {
  const local = await runtime(resources);
  const sns = new SNSClient({ ...local.clientConfig, maxAttempts: 1 });
  onTestFinished(() => sns.destroy());
  return { local, sns };
}

test("a queue gets what is published in SNS's envelope", async () => {
  const { local, sns } = await open({ ...topic, ...subscription() });
  const MessageAttributes = { kind: { DataType: 'String', StringValue: 'new' } };
  const { MessageId } = await sns.send(
    new PublishCommand({ TopicArn, Subject: 'Placed', Message: 'order <7> & "more"', MessageAttributes }),
  );
  expect((await local.receiveMessage('jobs')).body).toMatchObject({
    Type: 'Notification',
    MessageId,
    TopicArn,
    Subject: 'Placed',
    Message: 'order <7> & "more"',
    MessageAttributes: { kind: { Type: 'String', Value: 'new' } },
  });
});

test('a raw subscription gets the message itself, and a filter policy takes what it names', async () => {
  const FilterPolicy = { kind: ['new', { prefix: 'big-' }], amount: [{ numeric: ['>', 10] }] };
  const { local, sns } = await open({
    ...topic,
    ...subscription({ RawMessageDelivery: true, FilterPolicy }),
  });
  const publish = (Message: string, kind: string, amount: number) =>
    sns.send(
      new PublishCommand({
        TopicArn,
        Message,
        MessageAttributes: {
          kind: { DataType: 'String', StringValue: kind },
          amount: { DataType: 'Number', StringValue: String(amount) },
        },
      }),
    );
  await publish('old', 'old', 11);
  await publish('small', 'new', 9);
  await publish('wanted', 'big-one', 11);
  expect((await local.receiveMessage('jobs')).text).toBe('wanted');
  await expect(local.receiveMessage('jobs', { timeoutMs: 20 })).rejects.toThrow('No message came');
});

test('a filter policy may be about the body', async () => {
  const properties = {
    RawMessageDelivery: true,
    FilterPolicyScope: 'MessageBody',
    FilterPolicy: { order: { state: ['paid'] } },
  };
  const { local, sns } = await open({ ...topic, ...subscription(properties) });
  for (const Message of ['no JSON', '{"order":{"state":"open"}}', '{"order":{"state":"paid"}}'])
    await sns.send(new PublishCommand({ TopicArn, Message }));
  expect((await local.receiveMessage('jobs')).body).toEqual({ order: { state: 'paid' } });
});

test('a function is invoked with one record', async () => {
  const permission = {
    Type: 'AWS::Lambda::Permission',
    Properties: {
      Action: 'lambda:InvokeFunction',
      FunctionName: { Ref: 'Echo' },
      Principal: 'sns.amazonaws.com',
      SourceArn: { Ref: 'Topic' },
    },
  };
  const { local, sns } = await open({
    ...topic,
    ...functionResources('Echo'),
    Permission: permission,
    ...subscription({ Protocol: 'lambda', Endpoint: arn('Echo') }),
  });
  const events: unknown[] = [];
  local.onLog((entry) => entry.kind === 'invoking' && events.push(JSON.parse(entry.payload)));
  await sns.send(new PublishCommand({ TopicArn, Message: 'hello' }));
  await local.idle();
  expect(events).toMatchObject([
    {
      Records: [
        {
          EventSource: 'aws:sns',
          Sns: {
            ...{ Message: 'hello', TopicArn, MessageAttributes: {} },
            ...{ SigningCertUrl: expect.any(String), UnsubscribeUrl: expect.any(String) },
          },
        },
      ],
    },
  ]);
});

test('what a queue refuses goes to the dead-letter queue of the subscription, and what is throttled is tried again', async () => {
  const dead: Resources = {
    Dead: queue('dead'),
    DeadPolicy: {
      Type: 'AWS::SQS::QueuePolicy',
      Properties: {
        Queues: [{ Ref: 'Dead' }],
        PolicyDocument: {
          Statement: [
            {
              Effect: 'Allow',
              Principal: { Service: 'sns.amazonaws.com' },
              Action: 'sqs:SendMessage',
              Resource: '*',
            },
          ],
        },
      },
    },
    Closed: queue('closed'),
  };
  const { local, sns } = await open({
    ...topic,
    ...dead,
    ...subscription({
      Endpoint: arn('Closed'),
      RawMessageDelivery: true,
      RedrivePolicy: { deadLetterTargetArn: arn('Dead') },
    }),
    Open: {
      Type: 'AWS::SNS::Subscription',
      Properties: {
        TopicArn: { Ref: 'Topic' },
        Protocol: 'sqs',
        Endpoint: arn('Jobs'),
        RawMessageDelivery: true,
      },
    },
  });
  await sns.send(new PublishCommand({ TopicArn, Message: 'refused' }));
  expect((await local.receiveMessage('dead')).text).toBe('refused');
  expect((await local.receiveMessage('jobs')).text).toBe('refused');
  local.faults.throttle('sqs', 'SendMessage', 2);
  await sns.send(new PublishCommand({ TopicArn, Message: 'throttled' }));
  await local.advance(2000);
  expect((await local.receiveMessage('jobs')).text).toBe('throttled');
});

test('a batch is answered entry by entry; one with a message that is refused, as a whole; attributes are listed', async () => {
  const { sns } = await open({ ...topic, ...subscription() });
  const batch = (Subject?: string) =>
    sns.send(
      new PublishBatchCommand({
        TopicArn,
        PublishBatchRequestEntries: [
          { Id: 'a', Message: 'one' },
          { Id: 'b', Message: 'two', Subject },
        ],
      }),
    );
  expect(await batch()).toMatchObject({ Successful: [{ Id: 'a' }, { Id: 'b' }] });
  await expect(batch('of two\nlines')).rejects.toThrow('Invalid parameter: Subject');
  const { Attributes } = await sns.send(new GetTopicAttributesCommand({ TopicArn }));
  expect(Attributes).toMatchObject({
    ...{ TopicArn, SubscriptionsConfirmed: '1', DisplayName: 'Orders', SignatureVersion: '2' },
  });
  const { Subscriptions } = await sns.send(new ListSubscriptionsByTopicCommand({ TopicArn }));
  expect(Subscriptions).toMatchObject([{ Protocol: 'sqs', TopicArn }]);
});

describe('an e-mail address', () => {
  const Endpoint = 'moderator@example.com';

  test('of a template never confirms its subscription, and the others get what is published', async () => {
    const { local, sns } = await open({
      ...topic,
      Topic: {
        Type: 'AWS::SNS::Topic',
        Properties: { TopicName: 'orders', Subscription: [{ Protocol: 'email', Endpoint }] },
      },
      ...subscription(),
    });
    await sns.send(new PublishCommand({ TopicArn, Message: 'placed' }));
    expect((await local.receiveMessage('jobs')).body).toMatchObject({ Message: 'placed' });
    const { Subscriptions } = await sns.send(new ListSubscriptionsByTopicCommand({ TopicArn }));
    expect(Subscriptions).toContainEqual({
      ...{ SubscriptionArn: 'PendingConfirmation', Owner: '000000000000', Protocol: 'email' },
      ...{ Endpoint, TopicArn },
    });
  });

  // https://docs.aws.amazon.com/sns/latest/api/API_Subscribe.html
  test('that is subscribed by a call is answered with an ARN where that is asked for', async () => {
    const { sns } = await open(topic);
    const subscribe = (more: object) =>
      sns.send(new SubscribeCommand({ TopicArn, Protocol: 'email-json', Endpoint, ...more }));
    expect((await subscribe({})).SubscriptionArn).toBe('pending confirmation');
    const { SubscriptionArn } = await subscribe({ ReturnSubscriptionArn: true });
    expect(SubscriptionArn).toContain(`${TopicArn}:`);
    const { Attributes } = await sns.send(new GetSubscriptionAttributesCommand({ SubscriptionArn }));
    expect(Attributes).toMatchObject({ PendingConfirmation: 'true', Endpoint });
    const shown = await sns.send(new GetTopicAttributesCommand({ TopicArn }));
    expect(shown.Attributes).toMatchObject({ SubscriptionsConfirmed: '0', SubscriptionsPending: '1' });
  });
});

describe('what is refused', () => {
  test('a topic that is not there', async () => {
    const { sns } = await open(topic);
    const sent = sns.send(new PublishCommand({ TopicArn: `${TopicArn}x`, Message: 'x' }));
    await expect(sent).rejects.toMatchObject({ name: 'NotFoundException', message: 'Topic does not exist' });
  });

  test('a protocol that is not delivered to, by call and by template', async () => {
    const { sns } = await open(topic);
    const subscribe = new SubscribeCommand({ TopicArn, Protocol: 'sms', Endpoint: '+15555550100' });
    await expect(sns.send(subscribe)).rejects.toThrow(/protocol sms is not supported by the local runtime/);
    await expect(
      open({ ...topic, ...subscription({ Protocol: 'sms', Endpoint: '+15555550100' }) }),
    ).rejects.toThrow(/AWS::SNS::Subscription Subscription in Team: .*protocol sms is not supported/);
  });

  test('an e-mail address that is none', async () => {
    const { sns } = await open(topic);
    const subscribe = new SubscribeCommand({ TopicArn, Protocol: 'email', Endpoint: 'moderator' });
    await expect(sns.send(subscribe)).rejects.toThrow('Invalid parameter: Email address');
  });

  test('a filter policy that is none', async () => {
    await expect(open({ ...topic, ...subscription({ FilterPolicy: { kind: 'new' } }) })).rejects.toThrow(
      /Invalid parameter: Attributes Reason: FilterPolicy: "kind" must be an object or an array/,
    );
  });
});
