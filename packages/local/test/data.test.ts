import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import {
  DescribeExecutionCommand,
  SendTaskSuccessCommand,
  SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import { expect, onTestFinished, test } from 'vitest';
import { DataFolderError, startLocal } from '../src/index.ts';
import { functionResources, type Resources, trust, writeApp } from './app.ts';
import { startHost } from './host-process.ts';
import { queue, table } from './runtime.ts';

const machineArn = 'arn:aws:states:us-east-1:000000000000:stateMachine:asking';

/** The classic callback: the token lies on the queue. */
const resources: Resources = {
  Asked: queue('asked'),
  Notes: table('notes'),
  MachineRole: {
    Type: 'AWS::IAM::Role',
    Properties: {
      AssumeRolePolicyDocument: trust('states'),
      Policies: [
        {
          PolicyName: 'Ask',
          PolicyDocument: {
            Version: '2012-10-17',
            Statement: [
              { Effect: 'Allow', Action: 'sqs:SendMessage', Resource: { 'Fn::GetAtt': ['Asked', 'Arn'] } },
            ],
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
            Parameters: {
              QueueUrl: { Ref: 'Asked' },
              MessageBody: { 'token.$': '$$.Task.Token', 'input.$': '$' },
            },
            TimeoutSeconds: 3600,
            End: true,
          },
        },
      },
    },
  },
};

function folders() {
  const app = writeApp(resources);
  const data = mkdtempSync(join(tmpdir(), 'local-data-'));
  onTestFinished(() => {
    app.remove();
    chmodSync(data, 0o700);
    rmSync(data, { recursive: true, force: true });
  });
  return { app: app.directory, data };
}

const clients = (endpoint: string) => {
  const config = { endpoint, region: 'us-east-1', credentials: { accessKeyId: 'a', secretAccessKey: 'b' } };
  return { states: new SFNClient(config), dynamodb: new DynamoDBClient(config) };
};

test('kill -9 loses nothing that waits: ten callbacks are answered after it, and ten executions succeed', async () => {
  const { app, data } = folders();
  const before = await startHost(['--app', app, '--data', data]);
  const first = clients(before.endpoint);
  const starts = Array.from({ length: 10 }, (_, number) =>
    first.states.send(
      new StartExecutionCommand({ stateMachineArn: machineArn, input: JSON.stringify({ number }) }),
    ),
  );
  const executions = (await Promise.all(starts)).map(({ executionArn }) => executionArn);
  await first.dynamodb.send(new PutItemCommand({ TableName: 'notes', Item: { id: { S: 'kept' } } }));
  await expect.poll(() => before.printed.filter(({ type }) => type === 'TaskSubmitted').length).toBe(10);
  await before.kill('SIGKILL');

  const local = await startLocal({ app, dataDir: data });
  onTestFinished(local.stop);
  expect(local.endpoint).toBe(before.endpoint);
  const { states, dynamodb } = clients(local.endpoint);
  for (let n = 0; n < 10; n += 1) {
    const { token: taskToken, input } = (await local.receiveMessage('asked')).body as {
      token: string;
      input: object;
    };
    await states.send(new SendTaskSuccessCommand({ taskToken, output: JSON.stringify(input) }));
  }
  for (const [number, executionArn] of executions.entries()) {
    const describe = () => states.send(new DescribeExecutionCommand({ executionArn }));
    await expect.poll(async () => (await describe()).status).toBe('SUCCEEDED');
    expect(JSON.parse((await describe()).output ?? '')).toEqual({ number });
  }
  const { Item } = await dynamodb.send(
    new GetItemCommand({ TableName: 'notes', Key: { id: { S: 'kept' } } }),
  );
  expect(Item).toEqual({ id: { S: 'kept' } });
}, 60_000);

test('a clean stop and a start with a changed machine go on as well', async () => {
  const { app, data } = folders();
  const before = await startLocal({ app, dataDir: data });
  const { executionArn } = await clients(before.endpoint).states.send(
    new StartExecutionCommand({ stateMachineArn: machineArn, input: '{}' }),
  );
  const { token: taskToken } = (await before.receiveMessage('asked')).body as { token: string };
  await before.stop();
  const machine = resources.Machine?.Properties as { Definition: object };
  const changed = { ...machine, Definition: { ...machine.Definition, Comment: 'newer' } };
  const next = writeApp({
    ...resources,
    Machine: { Type: 'AWS::StepFunctions::StateMachine', Properties: changed },
  });
  onTestFinished(next.remove);
  const after = await startLocal({ app: next.directory, dataDir: data });
  onTestFinished(after.stop);
  const { states } = clients(after.endpoint);
  await states.send(new SendTaskSuccessCommand({ taskToken, output: '{"answered":true}' }));
  await expect
    .poll(async () => (await states.send(new DescribeExecutionCommand({ executionArn }))).output)
    .toBe('{"answered":true}');
});

test('a mapping that was switched off stays off', async () => {
  const { data } = folders();
  const app = writeApp({
    ...functionResources('Echo', {
      actions: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
    }),
    Asked: queue('asked'),
    Mapping: {
      Type: 'AWS::Lambda::EventSourceMapping',
      Properties: { FunctionName: { Ref: 'Echo' }, EventSourceArn: { 'Fn::GetAtt': ['Asked', 'Arn'] } },
    },
  });
  onTestFinished(app.remove);
  const before = await startLocal({ app: app.directory, dataDir: data });
  await before.setMappingEnabled('Echo', false);
  await before.stop();
  const after = await startLocal({ app: app.directory, dataDir: data });
  onTestFinished(after.stop);
  const answer = await fetch(`${after.endpoint}/2015-03-31/event-source-mappings`, {
    headers: { authorization: 'Credential=a/20260101/us-east-1/lambda/aws4_request' },
  });
  expect(await answer.json()).toMatchObject({ EventSourceMappings: [{ State: 'Disabled' }] });
});

test('a data folder of another version is refused by name', async () => {
  const { app, data } = folders();
  for (const formatVersion of [1, 2, 3, 99]) {
    writeFileSync(join(data, 'callback-relay-local.json'), JSON.stringify({ formatVersion }));
    const refused = startLocal({ app, dataDir: data });
    await expect(refused).rejects.toThrow(DataFolderError);
    await expect(refused).rejects.toThrow(
      new RegExp(`written in format ${formatVersion} by another version.*Choose another folder`),
    );
  }
});

test('a data folder that another process uses is refused', async () => {
  const { app, data } = folders();
  const host = await startHost(['--app', app, '--data', data]);
  await expect(startLocal({ app, dataDir: data })).rejects.toThrow(/the process \d+ is using it/);
  expect(await host.kill('SIGTERM')).toBe(0);
  await (await startLocal({ app, dataDir: data })).stop();
}, 30_000);

test('a data folder that is a file is refused', async () => {
  const { app, data } = folders();
  writeFileSync(join(data, 'file'), '');
  await expect(startLocal({ app, dataDir: join(data, 'file') })).rejects.toThrow(/it is not a folder/);
});

// The superuser may write everywhere.
test.skipIf(process.getuid?.() === 0)('a data folder that is read-only is refused', async () => {
  const { app, data } = folders();
  chmodSync(data, 0o500);
  await expect(startLocal({ app, dataDir: data })).rejects.toThrow(/it may not be written to/);
});

// Every write to this device of Linux fails as on a full disk.
test.skipIf(process.platform !== 'linux')('a full disk is reported as such', async () => {
  const { guarded } = await import('../src/foundation/data/data-folder.ts');
  expect(() => guarded('here', () => writeFileSync('/dev/full', 'x'))).toThrow(/the disk is full/);
});
