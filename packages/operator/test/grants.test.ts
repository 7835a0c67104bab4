import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  BatchGetItemCommand,
  GetItemCommand,
  QueryCommand,
  ScanCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { GetExecutionHistoryCommand } from '@aws-sdk/client-sfn';
import { RelayStack } from '@callback-relay/infra';
import { RequesterStack, WorkerStack } from '@callback-relay/infra/app';
import { type Local, startLocal } from '@callback-relay/local';
import { App } from 'aws-cdk-lib';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  answerByHand,
  createStage,
  listQueues,
  listWaits,
  readHistory,
  type Stage,
  showCallback,
  showExecution,
  startExecution,
} from '../src/index.ts';
import { eventually, machine, worker } from './example.ts';

/** The local runtime gives keys to functions alone: one that prints its own is how a test acts under a role. */
const keysOf =
  'export const handler = async () => ({ accessKeyId: process.env.AWS_ACCESS_KEY_ID, secretAccessKey: process.env.AWS_SECRET_ACCESS_KEY });';

let folder: string;
let local: Local;
let developer: Stage;
const stages: Record<string, Stage> = {};

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'callback-relay-grants-'));
  const [code, outdir] = [mkdtempSync(join(folder, 'code-')), join(folder, 'app')];
  writeFileSync(join(code, 'index.mjs'), keysOf);
  const context = { 'aws:cdk:enable-asset-metadata': true, 'aws:cdk:enable-path-metadata': true };
  const app = new App({ analyticsReporting: false, outdir, context });
  const relay = new RelayStack(app, 'Relay', { stage: 'dev' });
  new RequesterStack(app, 'Requester', { stage: 'dev' });
  new WorkerStack(app, 'Worker', { stage: 'dev' });
  for (const name of ['operator', 'outsider']) {
    const fn = new LambdaFunction(relay, name, {
      functionName: name,
      runtime: Runtime.NODEJS_24_X,
      handler: 'index.handler',
      code: Code.fromAsset(code),
    });
    if (name === 'operator') relay.relay.grantOperate(fn);
  }
  app.synth();
  local = await startLocal({ app: outdir });
  await local.setMappingEnabled(worker, false);
  developer = createStage({ stage: 'dev', ...local.clientConfig, now: local.now });
  for (const name of ['operator', 'outsider']) {
    const credentials = (await local.invoke(name, {})) as { accessKeyId: string; secretAccessKey: string };
    stages[name] = createStage({ stage: 'dev', ...local.clientConfig, credentials, now: local.now });
  }
});
afterAll(async () => {
  await local?.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function asleep() {
  const { executionArn } = await startExecution(developer, { stateMachine: machine, input: '{"number":12}' });
  const wait = await eventually(
    async () => (await listWaits(developer, { execution: executionArn })).waits[0],
  );
  return { id: wait.correlationId, executionArn };
}

describe('with grantOperate alone, IAM enforced', () => {
  const operator = () => stages.operator as Stage;

  it('one lists what waits, shows it, and answers it', async () => {
    const { id } = await asleep();
    expect((await listWaits(operator())).waits.map(({ correlationId }) => correlationId)).toContain(id);
    const shown = await showCallback(operator(), id);
    expect(shown).toMatchObject({ state: 'waiting', sources: ['even-odd'] });
    expect(shown.notes.join()).toContain('grantReadHistories');
    expect(await answerByHand(operator(), id, { kind: 'succeed', output: '1' }, 'test')).toMatchObject({
      verdict: 'delivered',
    });
  });

  it('one counts the requests of a worker, and sees the definition that an execution runs by', async () => {
    const { executionArn } = await asleep();
    const names = (await listQueues(operator())).map(({ name }) => name);
    expect(names).toContain('callback-relay-dev-even-odd-requests');
    expect(names).toContain('callback-relay-dev-even-odd-requests-dead-letters');
    const { definition = '' } = await showExecution(operator(), executionArn);
    expect(JSON.parse(definition)).toHaveProperty('StartAt');
  });

  it('one reads no token by any call', async () => {
    const { id, executionArn } = await asleep();
    const { clients, names } = operator();
    const [TableName, Key] = [names.callbacksTable, { correlationId: { S: id } }];
    const indexed = { TableName, IndexName: 'by-execution' };
    const calls = [
      new GetItemCommand({ TableName, Key }),
      new GetItemCommand({ TableName, Key, ProjectionExpression: 'taskToken' }),
      new GetItemCommand({
        TableName,
        Key,
        ProjectionExpression: '#t',
        ExpressionAttributeNames: { '#t': 'taskToken' },
      }),
      new GetItemCommand({ TableName, Key, AttributesToGet: ['taskToken'] }),
      new BatchGetItemCommand({ RequestItems: { [TableName]: { Keys: [Key] } } }),
      new ScanCommand({ TableName }),
      new ScanCommand({ TableName, ProjectionExpression: 'taskToken' }),
      new ScanCommand({ ...indexed }),
      new QueryCommand({
        TableName,
        KeyConditionExpression: 'correlationId = :id',
        ExpressionAttributeValues: { ':id': { S: id } },
      }),
      new UpdateItemCommand({
        TableName,
        Key,
        UpdateExpression: 'SET a = taskToken',
        ReturnValues: 'ALL_NEW',
      }),
      new UpdateItemCommand({
        TableName,
        Key,
        UpdateExpression: 'SET a = :a',
        ConditionExpression: 'a = :a',
        ExpressionAttributeValues: { ':a': { S: 'a' } },
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      }),
    ];
    for (const call of calls)
      await expect(clients.dynamodb.send(call as GetItemCommand)).rejects.toMatchObject({
        name: 'AccessDeniedException',
      });
    await expect(clients.sfn.send(new GetExecutionHistoryCommand({ executionArn }))).rejects.toMatchObject({
      name: 'AccessDeniedException',
    });
    await expect(readHistory(operator(), executionArn)).rejects.toMatchObject({ code: 'access-denied' });
  });
});

describe('without it', () => {
  it('one can neither list nor answer', async () => {
    const { id } = await asleep();
    const outsider = stages.outsider as Stage;
    await expect(listWaits(outsider)).rejects.toMatchObject({ code: 'access-denied' });
    await expect(answerByHand(outsider, id, { kind: 'succeed', output: '1' }, 'test')).rejects.toMatchObject({
      code: 'access-denied',
    });
    expect((await showCallback(developer, id)).state).toBe('waiting');
  });
});
