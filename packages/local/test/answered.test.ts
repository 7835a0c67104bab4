import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { DescribeExecutionCommand, SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { expect, onTestFinished, test } from 'vitest';
import { type Local, startLocal } from '../src/index.ts';
import { type Resources, trust, writeApp } from './app.ts';
import { startHost } from './host-process.ts';
import { queue, table } from './runtime.ts';

const arn = (logicalId: string) => ({ 'Fn::GetAtt': [logicalId, 'Arn'] });

/** What keeps something, a service each. */
const resources: Resources = {
  Jobs: queue('jobs'),
  Notes: table('notes'),
  MachineRole: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: trust('states') } },
  Machine: {
    Type: 'AWS::StepFunctions::StateMachine',
    Properties: {
      StateMachineName: 'sleeping',
      RoleArn: arn('MachineRole'),
      Definition: { StartAt: 'Sleep', States: { Sleep: { Type: 'Wait', Seconds: 3600, End: true } } },
    },
  },
  Heard: queue('heard'),
  Rule: {
    Type: 'AWS::Events::Rule',
    Properties: {
      EventPattern: { source: ['test'] },
      Targets: [{ Id: 'Heard', Arn: arn('Heard'), InputPath: '$.detail.id' }],
    },
  },
  HeardPolicy: {
    Type: 'AWS::SQS::QueuePolicy',
    Properties: {
      Queues: [{ Ref: 'Heard' }],
      PolicyDocument: {
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Principal: { Service: 'events.amazonaws.com' },
            Action: 'sqs:SendMessage',
            Resource: arn('Heard'),
          },
        ],
      },
    },
  },
};

const stateMachineArn = 'arn:aws:states:us-east-1:000000000000:stateMachine:sleeping';

function clientsOf(endpoint: string) {
  const config = {
    ...{ endpoint, region: 'us-east-1', maxAttempts: 1 },
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
  };
  return {
    queues: new SQSClient(config),
    tables: new DynamoDBClient(config),
    states: new SFNClient(config),
    events: new EventBridgeClient(config),
  };
}

/** Calls that change something, by service; each is made with an ID of its own. */
function callsOf(endpoint: string) {
  const { queues, tables, states, events } = clientsOf(endpoint);
  const QueueUrl = `${endpoint}/000000000000/jobs`;
  const entry = (id: string) => ({ Source: 'test', DetailType: 'Test', Detail: JSON.stringify({ id }) });
  return {
    message: (id: string) => queues.send(new SendMessageCommand({ QueueUrl, MessageBody: `"${id}"` })),
    item: (id: string) => tables.send(new PutItemCommand({ TableName: 'notes', Item: { id: { S: id } } })),
    execution: (id: string) => states.send(new StartExecutionCommand({ stateMachineArn, name: id })),
    event: (id: string) => events.send(new PutEventsCommand({ Entries: [entry(id)] })),
  };
}

type Kind = keyof ReturnType<typeof callsOf>;

/** Rejects unless all of them are there. */
function findersOf(local: Local): Readonly<Record<Kind, (ids: readonly string[]) => Promise<void>>> {
  const { tables, states } = clientsOf(local.endpoint);
  const inQueue = (name: string) => async (ids: readonly string[]) => {
    const missing = new Set(ids);
    while (missing.size > 0) missing.delete(String((await local.receiveMessage(name)).body));
  };
  return {
    message: inQueue('jobs'),
    event: inQueue('heard'),
    async item(ids) {
      for (const id of ids) {
        const { Item } = await tables.send(
          new GetItemCommand({ TableName: 'notes', Key: { id: { S: id } } }),
        );
        expect(Item).toEqual({ id: { S: id } });
      }
    },
    async execution(ids) {
      for (const id of ids) {
        const executionArn = `${stateMachineArn.replace('stateMachine', 'execution')}:${id}`;
        const { status } = await states.send(new DescribeExecutionCommand({ executionArn }));
        expect(status).toBe('RUNNING');
      }
    },
  };
}

/** Few, so that hardly any time lies between an answer and its being heard. */
const CLIENTS = 3;
const KILLED_AFTER = 40;

test.each<Kind>(['message', 'item', 'execution', 'event'])(
  'kill -9 in the midst of calls: every %s whose answer was heard is kept',
  async (kind) => {
    const app = writeApp(resources);
    const data = mkdtempSync(join(tmpdir(), 'local-answered-'));
    onTestFinished(() => {
      app.remove();
      rmSync(data, { recursive: true, force: true });
    });
    const host = await startHost(['--app', app.directory, '--data', data]);
    const call = callsOf(host.endpoint)[kind];
    const answered: string[] = [];
    let killed: Promise<unknown> | undefined;
    let next = 0;
    const client = async () => {
      while (killed === undefined) {
        const id = `${kind}-${next++}`;
        await call(id);
        answered.push(id);
        // At once, so that nothing that was put off gets its turn.
        if (answered.length === KILLED_AFTER) killed = host.kill('SIGKILL');
      }
    };
    await Promise.allSettled(Array.from({ length: CLIENTS }, client));
    await killed;
    expect(answered.length).toBeGreaterThanOrEqual(KILLED_AFTER);

    const local = await startLocal({ app: app.directory, dataDir: data });
    onTestFinished(local.stop);
    await findersOf(local)[kind](answered);
  },
  30_000,
);
