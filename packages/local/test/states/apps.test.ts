import { DynamoDBClient, GetItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import {
  DescribeExecutionCommand,
  SendTaskSuccessCommand,
  SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { describe, expect, it, onTestFinished } from 'vitest';
import { trust } from '../app.ts';
import { queue, runtime, table } from '../runtime.ts';

const ACCOUNT = '000000000000';
const machineArn = (name: string) => `arn:aws:states:us-east-1:${ACCOUNT}:stateMachine:${name}`;

const role = (name: string, Action: string | string[]) => ({
  Type: 'AWS::IAM::Role',
  Properties: {
    RoleName: name,
    AssumeRolePolicyDocument: trust('states'),
    Policies: [
      {
        PolicyName: 'p',
        PolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource: '*' }] },
      },
    ],
  },
});

const machine = (name: string, roleName: string, definition: object) => ({
  Type: 'AWS::StepFunctions::StateMachine',
  Properties: {
    StateMachineName: name,
    RoleArn: `arn:aws:iam::${ACCOUNT}:role/${roleName}`,
    DefinitionString: JSON.stringify(definition),
  },
});

const one = (state: object) => ({ StartAt: 'A', States: { A: { ...state, End: true } } });

const asking = one({
  Type: 'Task',
  Resource: 'arn:aws:states:::sqs:sendMessage.waitForTaskToken',
  Parameters: {
    'QueueUrl.$': '$.queue',
    MessageBody: { 'token.$': '$$.Task.Token', 'order.$': '$.order' },
  },
});

const clients = async (resources: Parameters<typeof runtime>[0]) => {
  const local = await runtime(resources);
  const configuration = {
    endpoint: local.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  };
  const [sfn, sqs, dynamodb] = [
    new SFNClient(configuration),
    new SQSClient(configuration),
    new DynamoDBClient(configuration),
  ];
  onTestFinished(() => {
    for (const client of [sfn, sqs, dynamodb]) client.destroy();
  });
  return { local, sfn, sqs, dynamodb, QueueUrl: `${local.endpoint}/${ACCOUNT}/orders` };
};

type Clients = Awaited<ReturnType<typeof clients>>;

const start = async ({ sfn, local }: Clients, name: string, input: object): Promise<string> => {
  const started = await sfn.send(
    new StartExecutionCommand({ stateMachineArn: machineArn(name), input: JSON.stringify(input) }),
  );
  await local.advance(0);
  return started.executionArn ?? '';
};

const describeExecution = ({ sfn }: Clients, executionArn: string) =>
  sfn.send(new DescribeExecutionCommand({ executionArn }));

/** Answers the token in the next message, as a worker does. */
const answer = async ({ sfn, sqs, local, QueueUrl }: Clients, output: object): Promise<void> => {
  const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl }));
  const { token } = JSON.parse(Messages[0]?.Body ?? '{}') as { token: string };
  await sfn.send(new SendTaskSuccessCommand({ taskToken: token, output: JSON.stringify(output) }));
  await local.advance(0);
};

describe('a nested workflow', () => {
  const nesting = (action: string | string[]) => ({
    Orders: queue('orders'),
    ChildRole: role('child', 'sqs:SendMessage'),
    ParentRole: role('parent', action),
    Child: machine('child', 'child', asking),
    Parent: machine(
      'parent',
      'parent',
      one({
        Type: 'Task',
        Resource: 'arn:aws:states:::states:startExecution.sync:2',
        Parameters: { StateMachineArn: machineArn('child'), 'Input.$': '$' },
        OutputPath: '$.Output',
      }),
    ),
  });

  it('of .sync:2 waits for the callback of the machine that it has started', async () => {
    const all = await clients(nesting(['states:StartExecution', 'states:DescribeExecution']));
    const parent = await start(all, 'parent', { queue: all.QueueUrl, order: 7 });
    expect(await describeExecution(all, parent)).toMatchObject({ status: 'RUNNING' });
    await answer(all, { paid: true });
    expect(await describeExecution(all, parent)).toMatchObject({
      status: 'SUCCEEDED',
      output: '{"paid":true}',
    });
  });

  it('fails where its role may not start the other machine', async () => {
    const all = await clients(nesting('states:DescribeExecution'));
    const parent = await start(all, 'parent', { queue: all.QueueUrl, order: 7 });
    expect(await describeExecution(all, parent)).toMatchObject({
      status: 'FAILED',
      error: 'StepFunctions.AWSStepFunctionsException',
      cause: expect.stringContaining('states:StartExecution'),
    });
  });
});

describe('a notification', () => {
  it('carries the token to the queues that are subscribed', async () => {
    const topic = `arn:aws:sns:us-east-1:${ACCOUNT}:orders`;
    const queueArn = `arn:aws:sqs:us-east-1:${ACCOUNT}:orders`;
    const all = await clients({
      Orders: queue('orders'),
      Policy: {
        Type: 'AWS::SQS::QueuePolicy',
        Properties: {
          Queues: [{ Ref: 'Orders' }],
          PolicyDocument: {
            Version: '2012-10-17',
            Statement: [
              {
                Effect: 'Allow',
                Principal: { Service: 'sns.amazonaws.com' },
                Action: 'sqs:SendMessage',
                Resource: queueArn,
                Condition: { ArnEquals: { 'aws:SourceArn': topic } },
              },
            ],
          },
        },
      },
      Topic: { Type: 'AWS::SNS::Topic', Properties: { TopicName: 'orders' } },
      Subscription: {
        Type: 'AWS::SNS::Subscription',
        Properties: { TopicArn: topic, Protocol: 'sqs', Endpoint: queueArn, RawMessageDelivery: true },
      },
      Role: role('notify', 'sns:Publish'),
      Machine: machine(
        'notify',
        'notify',
        one({
          Type: 'Task',
          Resource: 'arn:aws:states:::sns:publish.waitForTaskToken',
          Parameters: { TopicArn: topic, Message: { 'token.$': '$$.Task.Token' } },
        }),
      ),
    });
    const execution = await start(all, 'notify', {});
    await answer(all, { seen: true });
    expect(await describeExecution(all, execution)).toMatchObject({
      status: 'SUCCEEDED',
      output: '{"seen":true}',
    });
  });
});

describe('an outbox', () => {
  it('writes the token into a table, where its publisher finds it', async () => {
    const all = await clients({
      Outbox: table('outbox'),
      Role: role('outbox', 'dynamodb:PutItem'),
      Machine: machine(
        'outbox',
        'outbox',
        one({
          Type: 'Task',
          Resource: 'arn:aws:states:::aws-sdk:dynamodb:putItem.waitForTaskToken',
          Parameters: {
            TableName: 'outbox',
            Item: { id: { 'S.$': '$.id' }, token: { 'S.$': '$$.Task.Token' } },
          },
        }),
      ),
    });
    const execution = await start(all, 'outbox', { id: 'o-1' });
    const { Items = [] } = await all.dynamodb.send(new ScanCommand({ TableName: 'outbox' }));
    const taskToken = Items[0]?.token?.S ?? '';
    await all.sfn.send(new SendTaskSuccessCommand({ taskToken, output: '"sent"' }));
    await all.local.advance(0);
    expect(await describeExecution(all, execution)).toMatchObject({ status: 'SUCCEEDED', output: '"sent"' });
    const Key = { id: { S: 'o-1' } };
    expect(await all.dynamodb.send(new GetItemCommand({ TableName: 'outbox', Key }))).toHaveProperty('Item');
  });
});

describe('an expression that never ends', () => {
  it('fails its own execution, while the endpoint answers', async () => {
    const runaway = (Output: string) => ({
      QueryLanguage: 'JSONata',
      ...one({ Type: 'Pass', Output }),
    });
    const all = await clients({
      Role: role('r', 'sqs:SendMessage'),
      Match: machine('match', 'r', runaway(`{% $match('${'a'.repeat(40)}!', /^(a+)+$/) %}`)),
      Range: machine('range', 'r', runaway('{% $range(1, 400000000, 1) %}')),
      Pad: machine('pad', 'r', runaway("{% $pad('x', 400000000) %}")),
    });
    const started = ['match', 'range', 'pad'].map((name) => start(all, name, {}));
    const health = await fetch(`${all.local.endpoint}/_local/health`);
    expect(health.status).toBe(200);
    for (const execution of await Promise.all(started))
      expect(await describeExecution(all, execution)).toMatchObject({
        status: 'FAILED',
        error: 'States.QueryEvaluationError',
      });
  });
});
