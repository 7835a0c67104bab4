import { expect, test } from 'vitest';
import { functionResources, type Resources } from './app.ts';
import { queue, runtime } from './runtime.ts';

const arn = (logicalId: string) => ({ 'Fn::GetAtt': [logicalId, 'Arn'] });

const queues: Resources = {
  Jobs: queue('jobs'),
  Dead: queue('dead'),
  Ordered: queue('ordered.fifo', { FifoQueue: true }),
  Topic: { Type: 'AWS::SNS::Topic' },
};

const fn = (properties: object = {}): Resources => ({
  ...queues,
  ...functionResources('Echo', { properties, actions: ['sqs:SendMessage', 'sns:Publish'] }),
});

const configured = (DestinationConfig: object): Resources => ({
  ...fn(),
  Config: {
    Type: 'AWS::Lambda::EventInvokeConfig',
    Properties: { FunctionName: { Ref: 'Echo' }, Qualifier: '$LATEST', DestinationConfig },
  },
});

const rule = (target: object): Resources => ({
  ...queues,
  Rule: {
    Type: 'AWS::Events::Rule',
    Properties: {
      EventPattern: { source: ['orders'] },
      Targets: [{ Id: 'jobs', Arn: arn('Jobs'), ...target }],
    },
  },
});

const subscription = (properties: object): Resources => ({
  ...fn(),
  Subscription: {
    Type: 'AWS::SNS::Subscription',
    Properties: { TopicArn: { Ref: 'Topic' }, Protocol: 'sqs', Endpoint: arn('Jobs'), ...properties },
  },
});

test.each<[string, Resources, RegExp]>([
  [
    "a rule's target",
    rule({ DeadLetterConfig: { Arn: arn('Ordered') } }),
    /Rule Rule in Team: DeadLetterConfig of target jobs: arn:.*:ordered\.fifo is a FIFO queue/,
  ],
  [
    "a function's events",
    fn({ DeadLetterConfig: { TargetArn: arn('Ordered') } }),
    /Function Echo in Team: DeadLetterConfig: arn:.*:ordered\.fifo is FIFO/,
  ],
  [
    "a function's failures",
    configured({ OnFailure: { Destination: arn('Ordered') } }),
    /Function Echo in Team: OnFailure: arn:.*:ordered\.fifo is FIFO/,
  ],
  [
    'a subscription to a standard topic',
    subscription({ RedrivePolicy: { deadLetterTargetArn: arn('Ordered') } }),
    /Subscription Subscription in Team: .*RedrivePolicy: deadLetterTargetArn arn:.*:ordered\.fifo is a FIFO queue/,
  ],
])('a FIFO queue is refused for the dead letters of %s', async (_, resources, message) => {
  await expect(runtime(resources)).rejects.toThrow(message);
});

test.each<[string, Resources]>([
  ["a rule's target", rule({ DeadLetterConfig: { Arn: arn('Dead') } })],
  ["a function's events", fn({ DeadLetterConfig: { TargetArn: arn('Dead') } })],
  [
    "a function's successes and failures",
    configured({ OnFailure: { Destination: arn('Dead') }, OnSuccess: { Destination: arn('Jobs') } }),
  ],
  ['a subscription', subscription({ RedrivePolicy: { deadLetterTargetArn: arn('Dead') } })],
])('a standard queue takes those of %s', async (_, resources) => {
  const local = await runtime(resources);
  expect(local.resources.map(({ logicalId }) => logicalId)).toContain('Dead');
});

test('a message is not delivered raw to a function', async () => {
  const raw = { Protocol: 'lambda', Endpoint: arn('Echo'), RawMessageDelivery: true };
  await expect(runtime(subscription(raw))).rejects.toThrow(
    /Delivery protocol \[lambda\] does not support raw message delivery/,
  );
  const local = await runtime(subscription({ ...raw, RawMessageDelivery: false }));
  await local.stop();
});
