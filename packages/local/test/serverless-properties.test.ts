import { expect, test } from 'vitest';
import type { Local } from '../src/index.ts';
import type { Resources } from './app.ts';
import { queue } from './runtime.ts';
import { arnOf as arn, startServerless as start } from './serverless-app.ts';

const fn = (properties: object, attributes: object = {}): Resources => ({
  Echo: {
    ...attributes,
    Type: 'AWS::Serverless::Function',
    Properties: {
      Runtime: 'nodejs24.x',
      Handler: 'index.handler',
      InlineCode: 'exports.handler = async () => "echo";',
      ...properties,
    },
  },
});

const machine = (properties: object): Resources => ({
  Orders: {
    Type: 'AWS::Serverless::StateMachine',
    Properties: { Definition: { StartAt: 'A', States: { A: { Type: 'Pass', End: true } } }, ...properties },
  },
});

const streamed: Resources = {
  Table: {
    Type: 'AWS::DynamoDB::Table',
    Properties: {
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      StreamSpecification: { StreamViewType: 'NEW_IMAGE' },
    },
  },
};

const boundary: Resources = {
  Boundary: {
    Type: 'AWS::IAM::ManagedPolicy',
    Properties: {
      PolicyDocument: { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*' } },
    },
  },
};

const logs: Resources = { Logs: { Type: 'AWS::Logs::LogGroup' } };
const logging = {
  Logging: { Level: 'ALL', Destinations: [{ CloudWatchLogsLogGroup: { LogGroupArn: arn('Logs') } }] },
};
const event = (Type: string, Properties: object) => ({ Events: { Event: { Type, Properties } } });
const toDead = { OnFailure: { Type: 'SQS', Destination: arn('Dead') } };

test.each<[string, Resources, logicalId: string]>([
  ['tags by name', fn({ Tags: { team: 'orders' } }), 'Echo'],
  [
    'a dead-letter queue',
    { ...fn({ DeadLetterQueue: { Type: 'SQS', TargetArn: arn('Dead') } }), Dead: queue('dead') },
    'Echo',
  ],
  [
    'a dead-letter topic',
    {
      ...fn({ DeadLetterQueue: { Type: 'SNS', TargetArn: { Ref: 'Dead' } } }),
      Dead: { Type: 'AWS::SNS::Topic' },
    },
    'Echo',
  ],
  [
    'a configuration of its invocations, with what hears of failures',
    {
      ...fn({ EventInvokeConfig: { MaximumRetryAttempts: 1, DestinationConfig: toDead } }),
      Dead: queue('dead'),
    },
    'EchoEventInvokeConfig',
  ],
  [
    'a stream, with what hears of failures',
    {
      ...fn(
        event('DynamoDB', {
          Stream: arn('Table', 'StreamArn'),
          StartingPosition: 'LATEST',
          DestinationConfig: toDead,
        }),
      ),
      ...streamed,
      Dead: queue('dead'),
    },
    'EchoEvent',
  ],
  [
    'a boundary and a path of its role',
    { ...fn({ PermissionsBoundary: { Ref: 'Boundary' }, RolePath: '/team/' }), ...boundary },
    'EchoRole',
  ],
  ['a managed policy that is of no service role', fn({ Policies: 'AWSLambda_FullAccess' }), 'EchoRole'],
  ['an alias that is published', fn({ AutoPublishAlias: 'live' }), 'EchoAliaslive'],
  [
    'a queue for the dead letters of a rule',
    fn(
      event('EventBridgeRule', {
        Pattern: { source: ['shop'] },
        DeadLetterConfig: { Type: 'SQS', QueueLogicalId: 'Dead' },
      }),
    ),
    'Dead',
  ],
  [
    'a queue for the dead letters of a schedule',
    fn(event('ScheduleV2', { ScheduleExpression: 'rate(1 day)', DeadLetterConfig: { Type: 'SQS' } })),
    'EchoEventQueue',
  ],
  [
    'a policy template of a service that does not run here',
    fn({ Policies: [{ S3ReadPolicy: { BucketName: 'files' } }, { CloudWatchPutMetricPolicy: {} }] }),
    'EchoRole',
  ],
  [
    'a policy template of a stream',
    {
      ...fn({
        Policies: [{ DynamoDBStreamReadPolicy: { TableName: { Ref: 'Table' }, StreamName: 'any' } }],
      }),
      ...streamed,
    },
    'EchoRole',
  ],
  [
    'logs, traces and tags of a state machine',
    {
      ...machine({
        ...logging,
        Tracing: { Enabled: true },
        Tags: { team: 'orders' },
        Policies: 'CloudWatchLogsFullAccess',
      }),
      ...logs,
    },
    'Orders',
  ],
])('%s: as SAM has it, it is taken', async (_, resources, logicalId) => {
  const local = await start(resources);
  expect(local.resources.map((resource) => resource.logicalId)).toContain(logicalId);
});

test('what is made for a function stands under its condition', async () => {
  const resources = {
    ...fn(event('SQS', { Queue: arn('Jobs') }), { Condition: 'Made' }),
    Jobs: queue('jobs'),
  };
  const made = (isMade: boolean) =>
    start(resources, { Conditions: { Made: { 'Fn::Equals': [isMade, true] } } });
  const ids = ({ resources: all }: Local) => all.map(({ logicalId }) => logicalId).sort();
  expect(ids(await made(false))).toEqual(['Jobs']);
  expect(ids(await made(true))).toEqual(['Echo', 'EchoEvent', 'EchoRole', 'Jobs']);
});

test('what stands beside the properties, and SAM does not know, is ignored', async () => {
  const local = await start(fn({ FunctionName: 'echo' }, { Description: 'says it again' }));
  expect(await local.invoke('echo', {})).toBe('echo');
});

test('a function has an address', async () => {
  const local = await start(fn({ FunctionName: 'echo', FunctionUrlConfig: { AuthType: 'NONE' } }));
  expect(await (await fetch(`${local.endpoint}/_url/echo/`)).text()).toBe('echo');
});

test.each<[string, Resources, RegExp]>([
  [
    'logs that its role may not deliver',
    { ...machine(logging), ...logs },
    /Orders in template: .*not authorized to access the Log Destination/,
  ],
  [
    'a destination that SAM makes',
    fn({ EventInvokeConfig: { DestinationConfig: { OnFailure: { Type: 'SQS' } } } }),
    /Echo: OnFailure of the type SQS wants its Destination/,
  ],
])('%s is refused', async (_, resources, message) => {
  await expect(start(resources)).rejects.toThrow(message);
});
