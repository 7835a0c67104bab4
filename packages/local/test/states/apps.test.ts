import { GetItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { SendTaskSuccessCommand } from '@aws-sdk/client-sfn';
import { describe, expect, it } from 'vitest';
import { queue, table } from '../runtime.ts';
import { ACCOUNT, answer, clients, describeExecution, machine, one, role, start } from './machine-apps.ts';

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
