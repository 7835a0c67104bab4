import { DescribeExecutionCommand, SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { ListQueuesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Local, startLocal } from '../src/index.ts';
import { type FixtureApp, functionResources, trust, writeApp } from './app.ts';

let app: FixtureApp;
let local: Local;

beforeAll(async () => {
  app = writeApp({
    ...functionResources('Echo'),
    Jobs: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'jobs' } },
    Table: {
      Type: 'AWS::DynamoDB::Table',
      Properties: {
        KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
        AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
        BillingMode: 'PAY_PER_REQUEST',
      },
    },
    MachineRole: {
      Type: 'AWS::IAM::Role',
      Properties: {
        AssumeRolePolicyDocument: trust('states'),
        Policies: [
          {
            PolicyName: 'Invoke',
            PolicyDocument: {
              Version: '2012-10-17',
              Statement: [
                {
                  Effect: 'Allow',
                  Action: 'lambda:InvokeFunction',
                  Resource: { 'Fn::GetAtt': ['Echo', 'Arn'] },
                },
              ],
            },
          },
        ],
      },
    },
    Machine: {
      Type: 'AWS::StepFunctions::StateMachine',
      Properties: {
        RoleArn: { 'Fn::GetAtt': ['MachineRole', 'Arn'] },
        DefinitionString: {
          'Fn::Join': [
            '',
            [
              '{"StartAt":"Call","States":{"Call":{"Type":"Task","Resource":"arn:aws:states:::lambda:invoke","Parameters":{"FunctionName":"',
              { 'Fn::GetAtt': ['Echo', 'Arn'] },
              '","Payload.$":"$"},"OutputPath":"$.Payload.event","End":true}}}',
            ],
          ],
        },
      },
    },
  });
  local = await startLocal({ app: app.directory });
});

afterAll(async () => {
  await local.stop();
  app.remove();
});

test('an execution invokes a bundled function', async () => {
  const states = new SFNClient(local.clientConfig);
  const machine = local.resources.find(({ logicalId }) => logicalId === 'Machine');
  const { executionArn } = await states.send(
    new StartExecutionCommand({ stateMachineArn: machine?.arn, input: '{"number":12}' }),
  );
  await expect
    .poll(async () => (await states.send(new DescribeExecutionCommand({ executionArn }))).status)
    .toBe('SUCCEEDED');
  const { output } = await states.send(new DescribeExecutionCommand({ executionArn }));
  expect(JSON.parse(output ?? '')).toEqual({ number: 12 });
});

test('queue URLs lead to the endpoint', async () => {
  const sqs = new SQSClient(local.clientConfig);
  const { QueueUrls } = await sqs.send(new ListQueuesCommand({}));
  expect(QueueUrls).toEqual([`${local.endpoint}/000000000000/jobs`]);
});

test('a function is invoked by its logical ID', async () => {
  expect(await local.invoke('Echo', { hello: 'there' })).toMatchObject({ event: { hello: 'there' } });
});
