import { DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { DescribeExecutionCommand, SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { expect, onTestFinished, test } from 'vitest';
import { startServerless } from './serverless-app.ts';

/** What becomes of a task, and the items that it leaves. */
async function ran(Resource: string, Parameters: object) {
  const local = await startServerless({
    Orders: { Type: 'AWS::Serverless::SimpleTable', Properties: { TableName: 'orders' } },
    Flow: {
      Type: 'AWS::Serverless::StateMachine',
      Properties: {
        Name: 'flow',
        Policies: [{ DynamoDBCrudPolicy: { TableName: { Ref: 'Orders' } } }],
        Definition: {
          StartAt: 'Call',
          States: {
            Call: { Type: 'Task', Resource, Parameters: { TableName: 'orders', ...Parameters }, End: true },
          },
        },
      },
    },
  });
  const states = new SFNClient(local.clientConfig);
  const tables = new DynamoDBClient(local.clientConfig);
  onTestFinished(() => {
    states.destroy();
    tables.destroy();
  });
  const { executionArn } = await states.send(
    new StartExecutionCommand({
      stateMachineArn: 'arn:aws:states:us-east-1:000000000000:stateMachine:flow',
      input: '{"id": "one"}',
    }),
  );
  await local.idle();
  const { status, error } = await states.send(new DescribeExecutionCommand({ executionArn }));
  const { Items } = await tables.send(new ScanCommand({ TableName: 'orders' }));
  return { outcome: error ?? status, Items };
}

// As the published workflows curbside-pickup and human-task-reminder of AWS write it.
test.each<[string, string, object]>([
  ['of an item', 'putItem', { Item: { 'id.$': '$.id', state: 'new', nothing: null } }],
  [
    'of a key and an expression',
    'updateItem',
    {
      Key: { 'id.$': '$.id' },
      UpdateExpression: 'SET #state = :state',
      ExpressionAttributeNames: { '#state': 'state' },
      ExpressionAttributeValues: { ':state': 'new' },
    },
  ],
])('a text %s stands for a value of the type S, and null for none', async (_, api, parameters) => {
  expect(await ran(`arn:aws:states:::dynamodb:${api}`, parameters)).toEqual({
    outcome: 'SUCCEEDED',
    Items: [{ id: { S: 'one' }, state: { S: 'new' } }],
  });
});

test('the integration of the SDK takes no text in the place of a value', async () => {
  const { outcome } = await ran('arn:aws:states:::aws-sdk:dynamodb:putItem', { Item: { 'id.$': '$.id' } });
  expect(outcome).not.toBe('SUCCEEDED');
});
