import { expect, test } from 'vitest';
import { functionResources, type Resources } from './app.ts';
import { runtime, table } from './runtime.ts';

const arn = (logicalId: string, attribute = 'Arn') => ({ 'Fn::GetAtt': [logicalId, attribute] });
const policy = (Action: string, more: object = {}) => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { AWS: '*' }, Action, Resource: '*', ...more }],
});

const topic = (PolicyDocument: unknown): Resources => ({
  Topic: { Type: 'AWS::SNS::Topic' },
  Policy: { Type: 'AWS::SNS::TopicPolicy', Properties: { Topics: [{ Ref: 'Topic' }], PolicyDocument } },
});

const bus = (Statement: unknown): Resources => ({
  Bus: { Type: 'AWS::Events::EventBus', Properties: { Name: 'orders' } },
  Policy: {
    Type: 'AWS::Events::EventBusPolicy',
    Properties: { EventBusName: { Ref: 'Bus' }, StatementId: 'open', Statement },
  },
});

const invoked = (DestinationConfig: object): Resources => ({
  ...functionResources('Echo', { properties: { DeadLetterConfig: { TargetArn: '' } } }),
  Config: {
    Type: 'AWS::Lambda::EventInvokeConfig',
    Properties: { FunctionName: { Ref: 'Echo' }, Qualifier: '$LATEST', DestinationConfig },
  },
});

const streamed = (DestinationConfig: object): Resources => ({
  ...functionResources('Echo', {
    properties: {},
    actions: [
      'dynamodb:GetRecords',
      'dynamodb:GetShardIterator',
      'dynamodb:DescribeStream',
      'dynamodb:ListStreams',
    ],
  }),
  Table: table('orders', { StreamSpecification: { StreamViewType: 'NEW_IMAGE' } }),
  Mapping: {
    Type: 'AWS::Lambda::EventSourceMapping',
    Properties: {
      FunctionName: { Ref: 'Echo' },
      EventSourceArn: arn('Table', 'StreamArn'),
      StartingPosition: 'LATEST',
      DestinationConfig,
    },
  },
});

/** Templates that AWS deploys, by what its schemas, its documents and what others have deployed say. */
test.each<[string, Resources]>([
  [
    'the policy that SNS gives topics',
    topic(
      policy('SNS:Publish', {
        Condition: { StringEquals: { 'AWS:SourceOwner': { Ref: 'AWS::AccountId' } } },
      }),
    ),
  ],
  [
    'a statement of a bus as its text',
    bus({
      'Fn::Sub':
        '{"Effect":"Allow","Principal":"*","Action":"events:PutEvents","Resource":"arn:aws:events:us-east-1:000000000000:event-bus/orders"}',
    }),
  ],
  [
    'a pattern of events as its text',
    { Rule: { Type: 'AWS::Events::Rule', Properties: { EventPattern: '{"source":["orders"]}' } } },
  ],
  [
    'truth values as Python writes them',
    { Jobs: { Type: 'AWS::SQS::Queue', Properties: { FifoQueue: 'True' } } },
  ],
  [
    'destinations that are empty',
    invoked({ OnFailure: { Destination: '' }, OnSuccess: { Destination: '' } }),
  ],
  ['a stream whose failures go nowhere', streamed({ OnFailure: {} })],
])('%s: it is taken', async (_, resources) => {
  const local = await runtime(resources);
  expect(local.resources).toHaveLength(Object.keys(resources).length);
});
