import { LambdaClient, ListEventSourceMappingsCommand } from '@aws-sdk/client-lambda';
import { ListSubscriptionsCommand, SNSClient } from '@aws-sdk/client-sns';
import { expect, onTestFinished, test } from 'vitest';
import { startLocal } from '../src/index.ts';
import { functionResources, type Resources, trust, writeApp } from './app.ts';
import { queue, runtime } from './runtime.ts';

const attribute = (logicalId: string, name: string) => ({ 'Fn::GetAtt': [logicalId, name] });
const arn = (logicalId: string) => attribute(logicalId, 'Arn');

const machine = (service: string): Resources => ({
  Role: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: trust(service) } },
  Orders: {
    Type: 'AWS::StepFunctions::StateMachine',
    Properties: {
      RoleArn: arn('Role'),
      Definition: { StartAt: 'A', States: { A: { Type: 'Pass', End: true } } },
    },
  },
});

const resources: Resources = {
  ...functionResources('Echo', {
    actions: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
  }),
  ...machine('states'),
  Jobs: queue('jobs'),
  Topic: { Type: 'AWS::SNS::Topic', Properties: { TopicName: 'orders', FifoTopic: false } },
  Mapping: {
    Type: 'AWS::Lambda::EventSourceMapping',
    Properties: { FunctionName: { Ref: 'Echo' }, EventSourceArn: arn('Jobs') },
  },
  Subscription: {
    Type: 'AWS::SNS::Subscription',
    Properties: { TopicArn: { Ref: 'Topic' }, Protocol: 'sqs', Endpoint: arn('Jobs') },
  },
  Policy: {
    Type: 'AWS::IAM::ManagedPolicy',
    Properties: {
      ManagedPolicyName: 'all',
      PolicyDocument: { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*' } },
    },
  },
};

const outputs = {
  TopicName: attribute('Topic', 'TopicName'),
  Revision: attribute('Orders', 'StateMachineRevisionId'),
  PolicyArn: attribute('Policy', 'PolicyArn'),
  MappingId: attribute('Mapping', 'Id'),
  Mapping: { Ref: 'Mapping' },
  MappingArn: attribute('Mapping', 'EventSourceMappingArn'),
  SubscriptionArn: arn('Subscription'),
  Subscription: { Ref: 'Subscription' },
};

test('what templates ask of a resource is what its service answers', async () => {
  const values = Object.entries(outputs).map(([name, Value]) => [name, { Value }] as const);
  const app = writeApp(resources, { Outputs: Object.fromEntries(values) });
  onTestFinished(app.remove);
  const local = await startLocal({ app: app.directory, clock: 'stopped' });
  onTestFinished(local.stop);
  const { EventSourceMappings: [mapping] = [] } = await new LambdaClient(local.clientConfig).send(
    new ListEventSourceMappingsCommand({}),
  );
  const { Subscriptions: [subscription] = [] } = await new SNSClient(local.clientConfig).send(
    new ListSubscriptionsCommand({}),
  );
  const { UUID } = mapping ?? {};
  expect(UUID).toBeDefined();
  expect(Object.fromEntries(local.outputs.map(({ name, value }) => [name, value]))).toEqual({
    TopicName: 'orders',
    Revision: 'INITIAL',
    PolicyArn: 'arn:aws:iam::000000000000:policy/all',
    MappingId: UUID,
    Mapping: UUID,
    MappingArn: `arn:aws:lambda:us-east-1:000000000000:event-source-mapping:${UUID}`,
    SubscriptionArn: subscription?.SubscriptionArn,
    Subscription: subscription?.SubscriptionArn,
  });
});

test('a role lets Step Functions take it on by its principal of a region too, and no other service', async () => {
  const local = await runtime(machine('states.us-east-1'));
  expect(local.resources).toHaveLength(2);
  await expect(runtime(machine('lambda.us-east-1'))).rejects.toThrow(/can't be assumed by states/);
});

test('a FIFO topic is refused by its name and by its property', async () => {
  const topic = (Properties: object) => runtime({ Topic: { Type: 'AWS::SNS::Topic', Properties } });
  await expect(topic({ FifoTopic: true })).rejects.toThrow(/a FIFO topic is not supported/);
  await expect(topic({ TopicName: 'orders.fifo' })).rejects.toThrow(/a FIFO topic is not supported/);
});
