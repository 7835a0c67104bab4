import { DescribeExecutionCommand, SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { expect, test } from 'vitest';
import { functionResources, type Resources, trust } from './app.ts';
import { queue, runtime } from './runtime.ts';

const asking: Resources = {
  Asked: queue('asked'),
  Bus: { Type: 'AWS::Events::EventBus', Properties: { Name: 'team' } },
  MachineRole: {
    Type: 'AWS::IAM::Role',
    Properties: {
      AssumeRolePolicyDocument: trust('states'),
      Policies: [
        {
          PolicyName: 'Ask',
          PolicyDocument: {
            Version: '2012-10-17',
            Statement: [{ Effect: 'Allow', Action: 'sqs:SendMessage', Resource: '*' }],
          },
        },
      ],
    },
  },
  Machine: {
    Type: 'AWS::StepFunctions::StateMachine',
    Properties: {
      StateMachineName: 'asking',
      RoleArn: { 'Fn::GetAtt': ['MachineRole', 'Arn'] },
      Definition: {
        StartAt: 'Ask',
        States: {
          Ask: {
            Type: 'Task',
            Resource: 'arn:aws:states:::sqs:sendMessage.waitForTaskToken',
            Parameters: { QueueUrl: { Ref: 'Asked' }, MessageBody: { 'token.$': '$$.Task.Token' } },
            TimeoutSeconds: 86_400,
            End: true,
          },
        },
      },
    },
  },
};

test('a callback that times out after a day does so in a moment', async () => {
  const local = await runtime(asking);
  const states = new SFNClient(local.clientConfig);
  const stateMachineArn = 'arn:aws:states:us-east-1:000000000000:stateMachine:asking';
  const { executionArn } = await states.send(new StartExecutionCommand({ stateMachineArn }));
  const status = async () => (await states.send(new DescribeExecutionCommand({ executionArn }))).status;
  await local.receiveMessage('asked');
  await local.advance(86_399_000);
  expect(await status()).toBe('RUNNING');
  await local.advance(1000);
  expect(await status()).toBe('FAILED');
});

test('events that were published are seen by bus, source and detail-type', async () => {
  const local = await runtime(asking);
  const detail = { correlationId: 'a', verdict: 'late' };
  const id = await local.publish({ source: 'team.worker', detailType: 'Done', detail });
  await local.publish({ bus: 'Bus', source: 'team.other', detailType: 'Answered', detail });
  await local.publish({ bus: 'default', source: 'team.worker', detailType: 'Done', detail });
  expect(local.publishedEvents({ bus: 'team', source: 'team.worker' })).toEqual([
    { id, bus: 'team', source: 'team.worker', detailType: 'Done', detail },
  ]);
  expect(local.publishedEvents({ detailType: 'Answered' }).map((event) => event.detail)).toEqual([detail]);
  expect(local.publishedEvents({ detailType: 'Done' })).toHaveLength(2);
});

test('an answer that EventBridge refuses is refused', async () => {
  const local = await runtime(asking);
  await expect(local.publish({ source: 'aws.mine', detailType: 'Done', detail: {} })).rejects.toMatchObject({
    name: 'NotAuthorizedForSourceException',
  });
  await expect(local.publish({ source: 'x', detailType: 'Done', detail: '{"half' })).rejects.toMatchObject({
    name: 'MalformedDetail',
  });
});

test('waiting for a request that does not come says which queue', async () => {
  const local = await runtime(asking);
  await expect(local.receiveMessage('asked', { timeoutMs: 20 })).rejects.toThrow(
    'No message came to the queue asked within 20 ms.',
  );
});

test('an invocation that fails rejects with the error of the function', async () => {
  const local = await runtime(functionResources('Echo'));
  await expect(local.invoke('Echo', { throws: 'OrderError', message: 'no stock' })).rejects.toMatchObject({
    name: 'OrderError',
    message: 'no stock',
  });
  await expect(local.invoke('Missing', {})).rejects.toThrow('There is no function Missing.');
});

test('two runtimes at once know nothing of one another', async () => {
  const [one, other] = [await runtime(asking), await runtime(asking)];
  await one.publish({ source: 'x', detailType: 'Done', detail: {} });
  expect(other.publishedEvents()).toEqual([]);
  expect(one.endpoint).not.toBe(other.endpoint);
});
