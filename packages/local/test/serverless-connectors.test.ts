import { DescribeExecutionCommand, SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { expect, onTestFinished, test } from 'vitest';
import type { Local } from '../src/index.ts';
import type { Resources } from './app.ts';
import { queue } from './runtime.ts';
import { arnOf, startServerless } from './serverless-app.ts';

/** A state machine, with a role that may do nothing by itself. */
const machine = (Resource: string, Parameters: object, attributes: object): Resources => ({
  Flow: {
    ...attributes,
    Type: 'AWS::Serverless::StateMachine',
    Properties: {
      ...{ Name: 'flow', Role: arnOf('Nothing') },
      Definition: { StartAt: 'Call', States: { Call: { Type: 'Task', Resource, Parameters, End: true } } },
    },
  },
  Nothing: {
    Type: 'AWS::IAM::Role',
    Properties: {
      AssumeRolePolicyDocument: {
        Version: '2012-10-17',
        Statement: [
          { Effect: 'Allow', Principal: { Service: 'states.amazonaws.com' }, Action: 'sts:AssumeRole' },
        ],
      },
    },
  },
});

const connectors = (Destination: unknown, ...Permissions: string[]) => ({
  Connectors: { Calls: { Properties: { Destination, Permissions } } },
});

async function outcome(local: Local): Promise<string | undefined> {
  const states = new SFNClient(local.clientConfig);
  onTestFinished(() => states.destroy());
  const stateMachineArn = 'arn:aws:states:us-east-1:000000000000:stateMachine:flow';
  const { executionArn } = await states.send(new StartExecutionCommand({ stateMachineArn }));
  await local.advance(10_000);
  const { status, error } = await states.send(new DescribeExecutionCommand({ executionArn }));
  return error ?? status;
}

const putItem = 'arn:aws:states:::dynamodb:putItem';
const item = { TableName: { Ref: 'Orders' }, Item: { id: { S: '1' } } };
const table: Resources = { Orders: { Type: 'AWS::Serverless::SimpleTable' } };
const start = 'arn:aws:states:::states:startExecution.sync:2';
const nested = { StateMachineArn: { Ref: 'Inner' } };
const inner: Resources = {
  Inner: {
    Type: 'AWS::Serverless::StateMachine',
    Properties: { Definition: { StartAt: 'A', States: { A: { Type: 'Pass', End: true } } } },
  },
};
const send = 'arn:aws:states:::sqs:sendMessage';
const message = { QueueUrl: { Ref: 'Jobs' }, MessageBody: 'one' };

// https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/managing-permissions-connectors.html
test.each<[string, Resources, outcome: string]>([
  ['nothing without one', { ...machine(putItem, item, {}), ...table }, 'DynamoDB.AmazonDynamoDBException'],
  [
    'no writing with one that reads',
    { ...machine(putItem, item, connectors({ Id: 'Orders' }, 'Read')), ...table },
    'DynamoDB.AmazonDynamoDBException',
  ],
  [
    'writing to a table',
    { ...machine(putItem, item, connectors([{ Id: 'Orders' }], 'Write')), ...table },
    'SUCCEEDED',
  ],
  [
    'waiting for an execution of another state machine',
    { ...machine(start, nested, connectors({ Id: 'Inner' }, 'Read', 'Write')), ...inner },
    'SUCCEEDED',
  ],
  [
    'sending to a queue, with a connector that stands alone',
    {
      ...machine(send, message, {}),
      Jobs: queue('jobs'),
      Sends: {
        Type: 'AWS::Serverless::Connector',
        Properties: { Source: { Id: 'Flow' }, Destination: { Id: 'Jobs' }, Permissions: ['Write'] },
      },
    },
    'SUCCEEDED',
  ],
])('a connector permits %s', async (_, resources, expected) => {
  expect(await outcome(await startServerless(resources))).toBe(expected);
});

test('a connector of a topic makes the policy of the queue', async () => {
  const local = await startServerless({
    News: {
      ...connectors({ Id: 'Jobs' }, 'Write'),
      Type: 'AWS::SNS::Topic',
      Properties: { TopicName: 'news', Subscription: [{ Protocol: 'sqs', Endpoint: arnOf('Jobs') }] },
    },
    Jobs: queue('jobs'),
  });
  const sns = new SNSClient(local.clientConfig);
  onTestFinished(() => sns.destroy());
  const TopicArn = 'arn:aws:sns:us-east-1:000000000000:news';
  await sns.send(new PublishCommand({ TopicArn, Message: 'one' }));
  expect((await local.receiveMessage('jobs')).body).toMatchObject({ Message: 'one' });
});

test.each<[string, object, RegExp]>([
  [
    'to nothing',
    connectors({ Id: 'Gone' }, 'Write'),
    /connector FlowCalls: the template has no resource Gone/,
  ],
  [
    'to what does not run here',
    connectors({ Type: 'AWS::S3::Bucket', Arn: 'arn:aws:s3:::files' }, 'Read'),
    /from AWS::StepFunctions::StateMachine to AWS::S3::Bucket is not supported .*: give the permissions in Policies/,
  ],
  [
    'with a permission that there is not',
    connectors({ Id: 'Jobs' }, 'Read'),
    /Read is not a permission from AWS::StepFunctions::StateMachine to AWS::SQS::Queue/,
  ],
])('a connector %s is refused', async (_, attributes, problem) => {
  const started = startServerless({ ...machine(send, message, attributes), Jobs: queue('jobs') });
  await expect(started).rejects.toThrow(problem);
});
