import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from 'vitest';
import { trust } from '../app.ts';
import { table } from '../runtime.ts';
import { clients, describeExecution, machine, machineArn, role, start } from './machine-apps.ts';

/** A machine whose job is done by something that announces the end by an event, and knows nothing of the token. */
const requesting = {
  StartAt: 'Keep the token',
  States: {
    'Keep the token': {
      Type: 'Task',
      Resource: 'arn:aws:states:::aws-sdk:dynamodb:putItem.waitForTaskToken',
      Parameters: {
        TableName: 'tokens',
        Item: { id: { 'S.$': '$.jobId' }, token: { 'S.$': '$$.Task.Token' } },
        ConditionExpression: 'attribute_not_exists(id)',
      },
      TimeoutSeconds: 3600,
      End: true,
    },
  },
};

/** Started by the rule on the job's events: reads the token, sends it back, forgets it. */
const answering = {
  StartAt: 'Read the token',
  States: {
    'Read the token': {
      Type: 'Task',
      Resource: 'arn:aws:states:::dynamodb:getItem',
      Parameters: { TableName: 'tokens', Key: { id: { 'S.$': '$.detail.jobId' } }, ConsistentRead: true },
      ResultPath: '$.row',
      Next: 'Is anybody waiting?',
    },
    'Is anybody waiting?': {
      Type: 'Choice',
      Choices: [
        { Not: { Variable: '$.row.Item', IsPresent: true }, Next: 'Missing' },
        { Variable: '$.detail.status', StringEquals: 'COMPLETED', Next: 'Succeed' },
      ],
      Default: 'Fail',
    },
    Missing: { Type: 'Succeed' },
    Succeed: {
      Type: 'Task',
      Resource: 'arn:aws:states:::aws-sdk:sfn:sendTaskSuccess',
      Parameters: { 'TaskToken.$': '$.row.Item.token.S', 'Output.$': '$.detail' },
      ResultPath: null,
      Next: 'Forget the token',
    },
    Fail: {
      Type: 'Task',
      Resource: 'arn:aws:states:::aws-sdk:sfn:sendTaskFailure',
      Parameters: {
        'TaskToken.$': '$.row.Item.token.S',
        'Error.$': '$.detail.status',
        'Cause.$': 'States.JsonToString($.detail)',
      },
      ResultPath: null,
      Next: 'Forget the token',
    },
    'Forget the token': {
      Type: 'Task',
      Resource: 'arn:aws:states:::dynamodb:deleteItem',
      Parameters: { TableName: 'tokens', Key: { id: { 'S.$': '$.detail.jobId' } } },
      End: true,
    },
  },
};

const sample = {
  Tokens: table('tokens'),
  RequestingRole: role('requesting', 'dynamodb:PutItem'),
  Requesting: machine('requesting', 'requesting', requesting),
  AnsweringRole: role('answering', [
    ...['dynamodb:GetItem', 'dynamodb:DeleteItem', 'states:SendTaskSuccess', 'states:SendTaskFailure'],
  ]),
  Answering: machine('answering', 'answering', answering),
  RuleRole: {
    Type: 'AWS::IAM::Role',
    Properties: {
      AssumeRolePolicyDocument: trust('events'),
      Policies: [
        {
          PolicyName: 'Start',
          PolicyDocument: {
            Version: '2012-10-17',
            Statement: [{ Effect: 'Allow', Action: 'states:StartExecution', Resource: { Ref: 'Answering' } }],
          },
        },
      ],
    },
  },
  Rule: {
    Type: 'AWS::Events::Rule',
    Properties: {
      EventPattern: { source: ['jobs'], 'detail-type': ['Job State Change'] },
      Targets: [
        { Id: 'Answer', Arn: machineArn('answering'), RoleArn: { 'Fn::GetAtt': ['RuleRole', 'Arn'] } },
      ],
    },
  },
};

describe('a generalized callback: a rule starts a machine that sends the token back', () => {
  const open = async (jobId: string) => {
    const all = await clients(sample);
    const execution = await start(all, 'requesting', { jobId });
    expect(await describeExecution(all, execution)).toMatchObject({ status: 'RUNNING' });
    const announce = async (status: string, id = jobId) => {
      const detail = { jobId: id, status };
      await all.local.publish({ bus: 'default', source: 'jobs', detailType: 'Job State Change', detail });
      await all.local.idle();
    };
    return { all, execution, announce };
  };

  it('succeeds with the event of a job that is done, and the token is gone', async () => {
    const { all, execution, announce } = await open('j-1');
    await announce('COMPLETED');
    const { status, output } = await describeExecution(all, execution);
    expect([status, JSON.parse(output ?? '')]).toEqual(['SUCCEEDED', { jobId: 'j-1', status: 'COMPLETED' }]);
    const Key = { id: { S: 'j-1' } };
    const row = await all.dynamodb.send(new GetItemCommand({ TableName: 'tokens', Key }));
    expect(row.Item).toBeUndefined();
  });

  it('fails with the event of a job that has failed', async () => {
    const { all, execution, announce } = await open('j-2');
    await announce('STOPPED');
    expect(await describeExecution(all, execution)).toMatchObject({
      status: 'FAILED',
      error: 'STOPPED',
      cause: '{"jobId":"j-2","status":"STOPPED"}',
    });
  });

  it('goes on waiting while another job ends', async () => {
    const { all, execution, announce } = await open('j-3');
    await announce('COMPLETED', 'another');
    expect(await describeExecution(all, execution)).toMatchObject({ status: 'RUNNING' });
  });
});
