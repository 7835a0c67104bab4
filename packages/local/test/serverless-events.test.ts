import { DeleteStateMachineCommand, ListExecutionsCommand, SFNClient } from '@aws-sdk/client-sfn';
import { expect, onTestFinished, test } from 'vitest';
import type { Local } from '../src/index.ts';
import type { Resources } from './app.ts';
import { queue } from './runtime.ts';
import { arnOf, startServerless } from './serverless-app.ts';

const MACHINE = 'arn:aws:states:us-east-1:000000000000:stateMachine:orders';

const machine = (events: object): Resources => ({
  Orders: {
    Type: 'AWS::Serverless::StateMachine',
    Properties: {
      Name: 'orders',
      Definition: { StartAt: 'A', States: { A: { Type: 'Pass', End: true } } },
      Events: events,
    },
  },
});

async function executions(local: Local): Promise<number> {
  const states = new SFNClient(local.clientConfig);
  onTestFinished(() => states.destroy());
  const { executions: all = [] } = await states.send(new ListExecutionsCommand({ stateMachineArn: MACHINE }));
  return all.length;
}

const placed = { Pattern: { source: ['shop'] } };

// https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-statemachine-statemachineeventsource.html
test.each(['EventBridgeRule', 'CloudWatchEvent'])(
  'a state machine starts by an event of type %s',
  async (Type) => {
    const local = await startServerless(machine({ Placed: { Type, Properties: placed } }));
    await local.publish({ source: 'shop', detailType: 'Placed', detail: {} });
    await local.advance(1);
    expect(await executions(local)).toBe(1);
  },
);

test.each([
  ['Schedule', { Schedule: 'rate(1 hour)', Input: '{"by": "rule"}' }, 1],
  // The Scheduler's rates begin at once.
  ['ScheduleV2', { ScheduleExpression: 'rate(1 hour)', Input: '{"by": "scheduler"}' }, 2],
])('a state machine starts by an event of type %s', async (Type, properties, count) => {
  const local = await startServerless(machine({ Hourly: { Type, Properties: properties } }));
  await local.advance(3_600_001);
  expect(await executions(local)).toBe(count);
});

const made = { DeadLetterConfig: { Type: 'SQS', QueueLogicalId: 'Dead' } };
const named = { DeadLetterConfig: { Arn: arnOf('Dead') } };
const hourly = { ScheduleExpression: 'rate(1 hour)' };

// By the policies that SAM makes: https://github.com/aws/serverless-application-model/blob/develop/samtranslator/model/eventsources/scheduler.py
test.each<[string, object, Resources]>([
  ['EventBridgeRule', { ...placed, ...made }, {}],
  ['ScheduleV2', { ...hourly, ...made }, {}],
  ['ScheduleV2', { ...hourly, ...named }, { Dead: queue('dead') }],
])('an event of type %s whose machine is gone is a dead letter, case %#', async (Type, properties, more) => {
  const local = await startServerless({ ...machine({ Placed: { Type, Properties: properties } }), ...more });
  const states = new SFNClient(local.clientConfig);
  onTestFinished(() => states.destroy());
  await states.send(new DeleteStateMachineCommand({ stateMachineArn: MACHINE }));
  await local.publish({ source: 'shop', detailType: 'Placed', detail: {} });
  await local.advance(1);
  const dead = local.resources.find(({ logicalId }) => logicalId === 'Dead');
  expect(await local.receiveMessage(dead?.name ?? '')).toBeDefined();
});

test.each([
  [{ Type: 'SNS' }, 'OrdersPlaced: DeadLetterConfig: Type is SQS, and not SNS'],
  [{ Type: 'SQS', Arn: 'arn:aws:sqs:us-east-1:000000000000:dead' }, 'Arn or Type may be set, and not both'],
])('dead letters of %j are refused', async (DeadLetterConfig, message) => {
  const events = { Placed: { Type: 'EventBridgeRule', Properties: { ...placed, DeadLetterConfig } } };
  await expect(startServerless(machine(events))).rejects.toThrow(message);
});

test('events of a state machine have roles that stand under its condition, or one that is given', async () => {
  const events = {
    Own: { Type: 'EventBridgeRule', Properties: placed },
    Given: {
      Type: 'EventBridgeRule',
      Properties: { ...placed, RoleArn: { 'Fn::GetAtt': ['Starter', 'Arn'] } },
    },
  };
  const trust = {
    Effect: 'Allow',
    ...{ Principal: { Service: 'events.amazonaws.com' }, Action: 'sts:AssumeRole' },
  };
  const starter = {
    Type: 'AWS::IAM::Role',
    Properties: { AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [trust] } },
  };
  const local = await startServerless({ ...machine(events), Starter: starter });
  const ids = local.resources.map(({ logicalId }) => logicalId).sort();
  expect(ids).toEqual(['Orders', 'OrdersGiven', 'OrdersOwn', 'OrdersOwnRole', 'OrdersRole', 'Starter']);
});

const served: Resources = {
  Echo: {
    Type: 'AWS::Serverless::Function',
    Properties: {
      ...{ FunctionName: 'echo', Runtime: 'nodejs24.x', Handler: 'index.handler' },
      InlineCode: 'exports.handler = async () => "echo";',
      Events: {
        Get: { Type: 'Api', Properties: { Path: '/', Method: 'get' } },
        Post: { Type: 'Api', Properties: { Path: '/', Method: 'post', RestApiId: { Ref: 'Named' } } },
      },
    },
  },
  Named: { Type: 'AWS::Serverless::Api', Properties: { StageName: 'prod' } },
};

test('events of an API go along where APIs are left out, and so do their globals and outputs', async () => {
  const more = {
    Globals: { Api: { Cors: "'*'" } },
    Outputs: { Url: { Value: { 'Fn::Join': ['', ['https://', { Ref: 'ServerlessRestApi' }]] } } },
  };
  const local = await startServerless(served, more, { leaveOut: ['AWS::Serverless::Api'] });
  expect(await local.invoke('echo', {})).toBe('echo');
  expect(local.ignored.map(({ logicalId }) => logicalId).sort()).toEqual([
    ...['EchoGet', 'EchoPost', 'Named', 'ServerlessRestApi'],
  ]);
});

test('everything of SAM that does not run is said at once', async () => {
  const bucket = { Bucket: { Ref: 'Files' }, Events: 's3:ObjectCreated:*' };
  const started = startServerless({ ...served, ...machine({ Put: { Type: 'S3', Properties: bucket } }) });
  await expect(started).rejects.toThrow(
    / Named in template.*\n(?:.*\n)*.* ServerlessRestApi in|ServerlessRestApi in.*\n(?:.*\n)*.* Named in/,
  );
  await expect(started).rejects.toThrow(
    'AWS::Serverless::StateMachine.Events.S3 OrdersPut in template: this type is not supported by the local runtime; it may be left out (--leave-out AWS::Serverless::StateMachine.Events.S3)',
  );
});
