import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  DescribeExecutionCommand,
  SendTaskFailureCommand,
  SendTaskSuccessCommand,
  SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { onTestFinished } from 'vitest';
import { trust } from '../app.ts';
import { runtime } from '../runtime.ts';

/** Test helper: apps with state machines, driven by SDK clients. */
export const ACCOUNT = '000000000000';
export const machineArn = (name: string) => `arn:aws:states:us-east-1:${ACCOUNT}:stateMachine:${name}`;

export const role = (name: string, Action: string | string[]) => ({
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

export const machine = (name: string, roleName: string, definition: object) => ({
  Type: 'AWS::StepFunctions::StateMachine',
  Properties: {
    StateMachineName: name,
    RoleArn: `arn:aws:iam::${ACCOUNT}:role/${roleName}`,
    DefinitionString: JSON.stringify(definition),
  },
});

export const one = (state: object) => ({ StartAt: 'A', States: { A: { ...state, End: true } } });

export const asking = one({
  Type: 'Task',
  Resource: 'arn:aws:states:::sqs:sendMessage.waitForTaskToken',
  Parameters: {
    'QueueUrl.$': '$.queue',
    MessageBody: { 'token.$': '$$.Task.Token', 'order.$': '$.order' },
  },
});

export const clients = async (resources: Parameters<typeof runtime>[0]) => {
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

export type Clients = Awaited<ReturnType<typeof clients>>;

export const start = async ({ sfn, local }: Clients, name: string, input: object): Promise<string> => {
  const started = await sfn.send(
    new StartExecutionCommand({ stateMachineArn: machineArn(name), input: JSON.stringify(input) }),
  );
  await local.advance(0);
  return started.executionArn ?? '';
};

export const describeExecution = ({ sfn }: Clients, executionArn: string) =>
  sfn.send(new DescribeExecutionCommand({ executionArn }));

const receiveToken = async ({ sqs, QueueUrl }: Clients): Promise<string> => {
  const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl }));
  const { token } = JSON.parse(Messages[0]?.Body ?? '{}') as { token: string };
  return token;
};

/** Answers the token in the next message, as a worker does. */
export const answer = async (all: Clients, output: object): Promise<void> => {
  const taskToken = await receiveToken(all);
  await all.sfn.send(new SendTaskSuccessCommand({ taskToken, output: JSON.stringify(output) }));
  await all.local.advance(0);
};

/** The same with a failure. */
export const refuse = async (all: Clients, failure: { error: string; cause: string }): Promise<void> => {
  await all.sfn.send(new SendTaskFailureCommand({ taskToken: await receiveToken(all), ...failure }));
  await all.local.advance(0);
};
