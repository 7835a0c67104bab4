import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { describe, expect, onTestFinished, test } from 'vitest';
import { startLocal } from '../src/index.ts';
import { functionResources, type Resources, trust, writeApp } from './app.ts';
import { queue, runtime } from './runtime.ts';

const bucket: Resources = {
  Bucket: { Type: 'AWS::S3::Bucket' },
  BucketPolicy: { Type: 'AWS::S3::BucketPolicy', Properties: { Bucket: { Ref: 'Bucket' } } },
  ...functionResources('Echo', {
    properties: {
      Environment: { Variables: { BUCKET: { Ref: 'Bucket' }, ARN: { 'Fn::GetAtt': ['Bucket', 'Arn'] } } },
    },
  }),
};

const allow = (Action: string, logicalId: string) => ({
  PolicyName: logicalId,
  PolicyDocument: {
    Version: '2012-10-17',
    Statement: { Effect: 'Allow', Action, Resource: [{ Ref: logicalId }] },
  },
});

describe('what is left out', () => {
  test('goes with what is about it, is named elsewhere, and is listed', async () => {
    const local = await runtime(bucket, { leaveOut: ['AWS::S3::Bucket'] });
    expect(local.ignored).toMatchObject([
      { type: 'AWS::S3::Bucket', logicalId: 'Bucket', why: 'left out' },
      { type: 'AWS::S3::BucketPolicy', logicalId: 'BucketPolicy', why: 'left out' },
    ]);
    const { ARN, BUCKET } = (await local.invoke('Echo', { environment: true })) as Record<string, string>;
    expect(BUCKET).toMatch(/^Team-Bucket-/);
    expect(ARN).toBe(`arn:aws:s3:us-east-1:000000000000:${BUCKET}`);
  });

  test('is named by logical ID, or by the beginning of types', async () => {
    const byId = await runtime(bucket, { leaveOut: ['Bucket'] });
    expect(byId.ignored).toHaveLength(2);
    const byPrefix = await runtime(bucket, { leaveOut: ['AWS::S3::*'] });
    expect(byPrefix.ignored).toHaveLength(2);
  });

  test('may be what a policy is about, as AWS answers Ref of a secret or a task definition with an ARN', async () => {
    const resources = {
      Secret: { Type: 'AWS::SecretsManager::Secret' },
      Task: { Type: 'AWS::ECS::TaskDefinition' },
      Role: {
        Type: 'AWS::IAM::Role',
        Properties: {
          AssumeRolePolicyDocument: trust('lambda'),
          Policies: [allow('secretsmanager:GetSecretValue', 'Secret'), allow('ecs:RunTask', 'Task')],
        },
      },
    };
    const leaveOut = ['AWS::SecretsManager::Secret', 'AWS::ECS::TaskDefinition'];
    const local = await runtime(resources, { leaveOut });
    expect(local.resources.map(({ logicalId }) => logicalId)).toEqual(['Role']);
    const aQueue = { ...resources, Secret: queue('secret') };
    await expect(runtime(aQueue, { leaveOut: ['Task'] })).rejects.toThrow(/must be in ARN format/);
  });

  test('must be there', async () => {
    await expect(runtime(bucket, { leaveOut: ['AWS::S3::Bucket', 'Buket'] })).rejects.toThrow(
      'nothing in the app is called Buket, which was to be left out',
    );
  });
});

describe('calls to a service that does not run here', () => {
  const signed = {
    authorization:
      'AWS4-HMAC-SHA256 Credential=local/20261122/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=0',
  };

  test('are passed on to where they are forwarded', async () => {
    const upstream = createServer((request, response) => {
      response.writeHead(207, { 'x-seen': `${request.method} ${request.url}` }).end('from upstream');
    });
    await new Promise<void>((resolve) => upstream.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void upstream.close());
    const s3 = `http://127.0.0.1:${(upstream.address() as AddressInfo).port}`;
    const local = await runtime({ Jobs: queue('jobs') }, { forward: { s3 } });
    const answer = await fetch(`${local.endpoint}/bucket/key?list-type=2`, { headers: signed });
    expect([answer.status, answer.headers.get('x-seen'), await answer.text()]).toEqual([
      207,
      'GET /bucket/key?list-type=2',
      'from upstream',
    ]);
  });

  test('say so where the other endpoint does not answer', async () => {
    const local = await runtime({ Jobs: queue('jobs') }, { forward: { s3: 'http://127.0.0.1:1' } });
    const answer = await fetch(`${local.endpoint}/bucket`, { headers: signed });
    expect(answer.status).toBe(503);
    expect(await answer.text()).toContain('s3 is forwarded to http://127.0.0.1:1, which does not answer');
  });

  test('are refused by name where they are not forwarded', async () => {
    const local = await runtime({ Jobs: queue('jobs') });
    const answer = await fetch(`${local.endpoint}/bucket`, { headers: signed });
    expect(await answer.text()).toContain('s3 is not supported by the local runtime');
  });
});

test('a parameter without a default takes the value that it is given, and is asked for by name', async () => {
  const app = writeApp(
    { Jobs: queue('jobs', { DelaySeconds: { Ref: 'Delay' } }) },
    { Parameters: { Delay: { Type: 'Number' } } },
  );
  onTestFinished(app.remove);
  await expect(startLocal({ app: app.directory })).rejects.toThrow(
    'the parameter Delay of Team has no default: give it a value (--parameter Delay=VALUE)',
  );
  const local = await startLocal({ app: app.directory, parameters: { Delay: '7' } });
  onTestFinished(local.stop);
  expect(local.resources[0]?.properties.DelaySeconds).toBe('7');
});

test('inline code runs as CommonJS, under the name index', async () => {
  const ZipFile = 'exports.handler = async (event) => ({ inline: event });';
  const local = await runtime(functionResources('Echo', { properties: { Code: { ZipFile } } }));
  expect(await local.invoke('Echo', 1)).toEqual({ inline: 1 });
});

test("what a layer brings is found, and a layer's asset that is missing is named", async () => {
  const layer = (path: string): Resources => ({
    Layer: {
      Type: 'AWS::Lambda::LayerVersion',
      Properties: { LayerName: 'shared', Content: { S3Bucket: 'assets', S3Key: 'layer.zip' } },
      Metadata: { 'aws:asset:path': path },
    },
  });
  const ZipFile = "const { name } = require('from-layer'); exports.handler = async () => name;";
  const fn = functionResources('Echo', { properties: { Code: { ZipFile }, Layers: [{ Ref: 'Layer' }] } });
  const local = await runtime({ ...fn, ...layer('bundles/layer') });
  expect(await local.invoke('Echo', 1)).toBe('from a layer');
  const modules = functionResources('Echo', {
    bundle: 'layered',
    properties: { Layers: [{ Ref: 'Layer' }] },
  });
  const importing = await runtime({ ...modules, ...layer('bundles/layer') });
  expect(await importing.invoke('Echo', 1)).toEqual(['a module from a layer', 'from a layer']);
  await expect(runtime({ ...fn, ...layer('bundles/nowhere') })).rejects.toThrow(
    /the layer .*nowhere is missing/,
  );
});

test('a function with a layer is not reloaded where both stayed as they were, wherever they are built', async () => {
  const resources: Resources = {
    ...functionResources('Echo', { properties: { Layers: [{ Ref: 'Layer' }] } }),
    Layer: {
      Type: 'AWS::Lambda::LayerVersion',
      Properties: { LayerName: 'shared', Content: { S3Bucket: 'assets', S3Key: 'layer.zip' } },
      Metadata: { 'aws:asset:path': 'bundles/layer' },
    },
  };
  const local = await runtime(resources);
  const next = writeApp(resources);
  onTestFinished(next.remove);
  expect(await local.reloadFrom(next.directory)).toEqual({ functions: [], needStart: [] });
});

test('a version and an alias answer as the function does, and any other qualifier is not there', async () => {
  const local = await runtime({
    ...functionResources('Echo'),
    Version: { Type: 'AWS::Lambda::Version', Properties: { FunctionName: { Ref: 'Echo' } } },
    Alias: {
      Type: 'AWS::Lambda::Alias',
      Properties: {
        Name: 'live',
        FunctionName: { Ref: 'Echo' },
        FunctionVersion: { 'Fn::GetAtt': ['Version', 'Version'] },
      },
    },
  });
  const lambda = new LambdaClient(local.clientConfig);
  onTestFinished(() => lambda.destroy());
  const arn = 'arn:aws:lambda:us-east-1:000000000000:function:Echo';
  const invoke = (FunctionName: string, Qualifier?: string) =>
    lambda.send(new InvokeCommand({ FunctionName, Payload: '{}', ...(Qualifier && { Qualifier }) }));
  for (const [version, invoked, name, qualifier] of [
    ['$LATEST', arn, 'Echo'],
    ['1', `${arn}:live`, 'Echo:live'],
    ['1', `${arn}:1`, `${arn}:1`],
    ['1', `${arn}:live`, 'Echo', 'live'],
    ['$LATEST', `${arn}:$LATEST`, 'Echo', '$LATEST'],
  ]) {
    const { ExecutedVersion, Payload } = await invoke(name ?? '', qualifier);
    expect(ExecutedVersion).toBe(version);
    expect(JSON.parse(Payload?.transformToString() ?? '')).toMatchObject({
      context: { invokedFunctionArn: invoked },
    });
  }
  await expect(invoke('Echo:test')).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  await expect(invoke('Echo', '2')).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  await expect(invoke('Echo:live', '1')).rejects.toThrow(/derived qualifier .* does not match/);
});

test('a function of another account or region is not the local one of the same name', async () => {
  const local = await runtime(functionResources('Echo'));
  const lambda = new LambdaClient(local.clientConfig);
  const invoke = (FunctionName: string) => lambda.send(new InvokeCommand({ FunctionName, Payload: '{}' }));
  for (const name of ['000000000000:Echo', 'function:Echo', '000000000000:function:Echo'])
    expect((await invoke(name)).StatusCode).toBe(200);
  await expect(invoke('arn:aws:lambda:eu-west-1:000000000000:function:Echo')).rejects.toThrow(
    "Functions from 'eu-west-1' are not reachable in this region ('us-east-1')",
  );
  await expect(invoke('111111111111:function:Echo')).rejects.toMatchObject({ name: 'AccessDeniedException' });
  await expect(invoke('no function')).rejects.toThrow(/at 'functionName' failed to satisfy constraint/);
});

const pass = { StartAt: 'A', States: { A: { Type: 'Pass', End: true } } };
const machineRole: Resources = {
  MachineRole: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: trust('states') } },
};

test('a definition in an asset is read', async () => {
  const app = writeApp({
    ...machineRole,
    Machine: {
      Type: 'AWS::StepFunctions::StateMachine',
      Properties: {
        RoleArn: { 'Fn::GetAtt': ['MachineRole', 'Arn'] },
        DefinitionS3Location: { Bucket: 'assets', Key: 'definition.json' },
      },
      Metadata: { 'aws:asset:path': 'definition.json' },
    },
  });
  onTestFinished(app.remove);
  writeFileSync(join(app.directory, 'definition.json'), JSON.stringify(pass));
  expect(readFileSync(join(app.directory, 'definition.json'), 'utf8')).toContain('StartAt');
  const local = await startLocal({ app: app.directory });
  onTestFinished(local.stop);
  expect(local.resources.some(({ logicalId }) => logicalId === 'Machine')).toBe(true);
});

test('a rule starts a state machine under its role, with the event as input', async () => {
  const statement = { Effect: 'Allow', Action: 'states:StartExecution', Resource: { Ref: 'Machine' } };
  const local = await runtime({
    ...machineRole,
    RuleRole: {
      Type: 'AWS::IAM::Role',
      Properties: {
        AssumeRolePolicyDocument: trust('events'),
        Policies: [
          { PolicyName: 'Start', PolicyDocument: { Version: '2012-10-17', Statement: [statement] } },
        ],
      },
    },
    Machine: {
      Type: 'AWS::StepFunctions::StateMachine',
      Properties: { RoleArn: { 'Fn::GetAtt': ['MachineRole', 'Arn'] }, Definition: pass },
    },
    Rule: {
      Type: 'AWS::Events::Rule',
      Properties: {
        EventPattern: { source: ['test'] },
        Targets: [{ Id: 'Machine', Arn: { Ref: 'Machine' }, RoleArn: { 'Fn::GetAtt': ['RuleRole', 'Arn'] } }],
      },
    },
  });
  const outputs: unknown[] = [];
  local.onLog((entry) => {
    if (entry.kind === 'history' && entry.event.type === 'ExecutionSucceeded')
      outputs.push(JSON.parse(String(entry.event.executionSucceededEventDetails?.output)));
  });
  await local.publish({ bus: 'default', source: 'test', detailType: 'Placed', detail: { id: 7 } });
  await local.idle();
  expect(outputs).toMatchObject([{ source: 'test', 'detail-type': 'Placed', detail: { id: 7 } }]);
});

test("a rule with a schedule fires at its times, by the runtime's clock", async () => {
  const local = await runtime({
    Ticks: queue('ticks'),
    TicksPolicy: {
      Type: 'AWS::SQS::QueuePolicy',
      Properties: {
        Queues: [{ Ref: 'Ticks' }],
        PolicyDocument: {
          Statement: [
            {
              Effect: 'Allow',
              Principal: { Service: 'events.amazonaws.com' },
              Action: 'sqs:SendMessage',
              Resource: '*',
            },
          ],
        },
      },
    },
    Rule: {
      Type: 'AWS::Events::Rule',
      Properties: {
        ScheduleExpression: 'rate(10 minutes)',
        Targets: [{ Id: 'Ticks', Arn: { 'Fn::GetAtt': ['Ticks', 'Arn'] } }],
      },
    },
  });
  await local.advance(25 * 60_000);
  for (const _ of [1, 2]) {
    expect((await local.receiveMessage('ticks')).body).toMatchObject({
      source: 'aws.events',
      'detail-type': 'Scheduled Event',
      detail: {},
    });
  }
  await expect(local.receiveMessage('ticks', { timeoutMs: 20 })).rejects.toThrow('No message came');
});
