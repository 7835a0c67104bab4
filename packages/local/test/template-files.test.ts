import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { strToU8, zipSync } from 'fflate';
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { type Local, startLocal } from '../src/index.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'template-files-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(name: string, content: string | Uint8Array): string {
  const file = join(folder, name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
  return file;
}

async function start(
  app: string | readonly string[],
  parameters: Record<string, string> = {},
): Promise<Local> {
  const local = await startLocal({ app, parameters, clock: 'stopped' });
  onTestFinished(() => local.stop());
  return local;
}

/** Either says what it came by. */
const reached = z.object({
  by: z.string().optional(),
  Records: z.array(z.object({ Sns: z.object({ Message: z.string() }) })).optional(),
});

const code = (answer: string) => `export const handler = async () => ${JSON.stringify(answer)};\n`;

const functionTemplate = (codeLines: string) => `
Parameters:
  Size: { Type: Number, Default: 128, AllowedValues: [128, 256] }
  Team: { Type: String, AllowedPattern: '[a-z]+', ConstraintDescription: must be lower case }
Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Version: '2012-10-17'
        Statement: [{ Effect: Allow, Principal: { Service: lambda.amazonaws.com }, Action: 'sts:AssumeRole' }]
  Answer:
    Type: AWS::Lambda::Function
    Properties:
      FunctionName: !Join ['-', [!Ref Team, answer, !Sub '\${AWS::Region}']]
      Handler: index.handler
      Runtime: nodejs24.x
      MemorySize: !Ref Size
      Role: !GetAtt Role.Arn
      Code: ${codeLines}
`;

describe('a template of its own', () => {
  test.each([
    ['a ZIP archive by its S3 key', '{ S3Bucket: any, S3Key: releases/answer.zip }'],
    ['a folder by its path', './answer'],
  ])('in YAML runs with its code beside it: %s', async (_, given) => {
    write('releases/answer.zip', zipSync({ 'index.mjs': strToU8(code('here')) }));
    write('answer/index.mjs', code('here'));
    const local = await start(write('app.template.yaml', functionTemplate(given)), { Team: 'shop' });
    expect(await local.invoke('shop-answer-us-east-1', {})).toBe('here');
    expect(local.resources.map(({ stack }) => stack)).toEqual(['app', 'app']);
  });

  test('is a stack beside others, each a file', async () => {
    const queue = (name: string) => ({
      Resources: { Queue: { Type: 'AWS::SQS::Queue', Properties: { QueueName: name } } },
    });
    const files = ['one', 'two'].map((name) => write(`${name}.json`, JSON.stringify(queue(name))));
    const local = await start(files);
    expect(local.resources.map(({ stack, name }) => `${stack} ${name}`)).toEqual(['one one', 'two two']);
  });

  test('says every parameter that is missing or not allowed, and what to do', async () => {
    const file = write('app.yaml', functionTemplate('./answer'));
    await expect(start(file, { Size: '512' })).rejects.toThrow(
      /the parameter Size of app is "512", and must be one of 128, 256\n.*the parameter Team of app has no default: give it a value \(--parameter Team=VALUE\)/,
    );
    await expect(start(file, { Team: 'Shop' })).rejects.toThrow(
      'the parameter Team of app is "Shop", and must be lower case',
    );
  });

  test.each([
    ['no template', 'just text', 'it is not an object'],
    ['broken YAML', 'a: [1', 'app.yaml: Flow sequence'],
    ['no resources', 'Parameters: {}', 'a template has Resources, and this one has none'],
    [
      'another transform',
      'Transform: AWS::Include\nResources: {}',
      'the Transform "AWS::Include" is not supported',
    ],
  ])('that is %s is refused', async (_, text, words) => {
    await expect(start(write('app.yaml', text))).rejects.toThrow(words);
  });

  test('whose code is a file that is not an archive is refused, however short', async () => {
    write('short.zip', 'PK');
    const file = write('app.yaml', functionTemplate('short.zip'));
    await expect(start(file, { Team: 'shop' })).rejects.toThrow(/its bundle .*short\.zip is not a folder/);
  });

  test('whose archive leads out of its folder is refused, and nothing is written there', async () => {
    write('evil.zip', zipSync({ '../../outside.mjs': strToU8('') }));
    const file = write('app.yaml', functionTemplate('evil.zip'));
    await expect(start(file, { Team: 'shop' })).rejects.toThrow(
      'the archive has a file outside of itself: ../../outside.mjs',
    );
  });
});

describe('a template of the Serverless Application Model', () => {
  const sam = (resources: string) => `
Transform: AWS::Serverless-2016-10-31
Globals: { Function: { Runtime: nodejs24.x, Handler: index.handler, Environment: { Variables: { FROM: all } } } }
Resources:
${resources}`;

  const startSam = (resources: string) => start(write('template.yaml', sam(resources)));

  test('runs as what its transform makes of it: functions with roles and queues, state machines from files', async () => {
    write(
      'work/index.mjs',
      'export const handler = async (event) => { console.log(JSON.stringify({ ...process.env, event })); };\n',
    );
    write('flow.asl.json', '{ "StartAt": "Done", "States": { "Done": { "Type": "Pass", "End": true } } }');
    const local = await startSam(`
  Work:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: work
      Environment: { Variables: { OWN: mine } }
      Policies: [{ Version: '2012-10-17', Statement: [{ Effect: Allow, Action: 'sqs:SendMessage', Resource: '*' }] }]
      Events: { Jobs: { Type: SQS, Properties: { Queue: !GetAtt Jobs.Arn, BatchSize: 1 } } }
  Jobs: { Type: AWS::SQS::Queue, Properties: { VisibilityTimeout: 30 } }
  Flow: { Type: AWS::Serverless::StateMachine, Properties: { Name: flow, DefinitionUri: flow.asl.json } }
`);
    expect(local.resources.map(({ type, logicalId }) => `${type} ${logicalId}`).sort()).toEqual([
      'AWS::IAM::Role FlowRole',
      'AWS::IAM::Role WorkRole',
      'AWS::Lambda::EventSourceMapping WorkJobs',
      'AWS::Lambda::Function Work',
      'AWS::SQS::Queue Jobs',
      'AWS::StepFunctions::StateMachine Flow',
    ]);
    const work = local.resources.find(({ logicalId }) => logicalId === 'Work');
    expect(work?.properties.Environment).toEqual({ Variables: { FROM: 'all', OWN: 'mine' } });
  });

  test('has events of rules, schedules and topics reach its function, which sends as a policy template lets it', async () => {
    write(
      'work/index.mjs',
      `import { SQSClient, SendMessageCommand } from '@aws-sdk/client-sqs';
export const handler = (event) => new SQSClient().send(new SendMessageCommand({ QueueUrl: process.env.DONE, MessageBody: JSON.stringify(event) }));
`,
    );
    const local = await startSam(`
  Work:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: work
      Environment: { Variables: { DONE: !Ref Done } }
      Policies: [{ SQSSendMessagePolicy: { QueueName: !GetAtt Done.QueueName } }]
      Events:
        Placed: { Type: EventBridgeRule, Properties: { EventBusName: !Ref Bus, Pattern: { source: [shop] }, InputPath: $.detail } }
        Often: { Type: Schedule, Properties: { Schedule: rate(1 minute), Input: '{"by":"rule"}' } }
        Off: { Type: Schedule, Properties: { Schedule: rate(1 minute), Input: '{"by":"off"}', Enabled: false } }
        Later: { Type: ScheduleV2, Properties: { ScheduleExpression: rate(2 minutes), Input: '{"by":"scheduler"}' } }
        Heard: { Type: SNS, Properties: { Topic: !Ref News } }
  Bus: { Type: AWS::Events::EventBus, Properties: { Name: shop } }
  News: { Type: AWS::SNS::Topic }
  Done: { Type: AWS::SQS::Queue, Properties: { QueueName: done } }
`);
    await local.publish({ source: 'shop', detailType: 'Order Placed', detail: { by: 'bus' } });
    const topic = local.resources.find(({ type }) => type === 'AWS::SNS::Topic');
    const sns = new SNSClient(local.clientConfig);
    await sns.send(new PublishCommand({ TopicArn: topic?.arn, Message: 'news' }));
    sns.destroy();
    await local.idle();
    await local.advance(120_000);
    await local.idle();
    const came = new Set<unknown>();
    for (let message = 0; message < 5; message += 1) {
      const { body } = await local.receiveMessage('done');
      const { by, Records } = reached.parse(body);
      came.add(by ?? Records?.[0]?.Sns.Message);
    }
    expect(came).toEqual(new Set(['bus', 'news', 'rule', 'scheduler']));
  });

  test('has layers of folders beside it', async () => {
    write('layer/nodejs/node_modules/shared/index.js', "exports.word = 'from the layer';");
    write('work/index.js', "exports.handler = async () => require('shared').word;");
    const local = await startSam(`
  Shared: { Type: AWS::Serverless::LayerVersion, Properties: { ContentUri: layer/, RetentionPolicy: Delete } }
  Work:
    Type: AWS::Serverless::Function
    Properties: { FunctionName: work, CodeUri: work, Layers: [!Ref Shared] }
`);
    expect(await local.invoke('work', {})).toBe('from the layer');
  });

  test('may have null in the definition of a state machine, which becomes a text', async () => {
    const local = await startSam(`
  Flow:
    Type: AWS::Serverless::StateMachine
    Properties:
      Definition: { StartAt: Done, States: { Done: { Type: Pass, ResultPath: null, End: true } } }
`);
    expect(local.resources.map(({ logicalId }) => logicalId).sort()).toEqual(['Flow', 'FlowRole']);
  });

  test.each([
    [
      'another type',
      "  Api: { Type: 'AWS::Serverless::Api' }",
      'AWS::Serverless::Api Api in template: this type is not supported by the local runtime; it may be left out (--leave-out AWS::Serverless::Api)',
    ],
    [
      'another event',
      "  Work: { Type: 'AWS::Serverless::Function', Properties: { CodeUri: x, Events: { Get: { Type: Api } } } }",
      'AWS::Serverless::Function.Events.Api WorkGet in template: this type is not supported',
    ],
    [
      'a policy template',
      "  Work: { Type: 'AWS::Serverless::Function', Properties: { CodeUri: x, Policies: [{ S3CruPolicy: {} }] } }",
      'Work: the policy template S3CruPolicy is not supported',
    ],
    [
      'a policy template without its parameter',
      "  Work: { Type: 'AWS::Serverless::Function', Properties: { CodeUri: x, Policies: [{ SQSPollerPolicy: {} }] } }",
      'Work: the policy template SQSPollerPolicy wants its parameter QueueName',
    ],
    [
      'no code',
      "  Work: { Type: 'AWS::Serverless::Function' }",
      'Work: a function has CodeUri or InlineCode',
    ],
    [
      'events in a list',
      "  Work: { Type: 'AWS::Serverless::Function', Properties: { CodeUri: x, Events: [Jobs] } }",
      'Work: #/Events: expected type: JSONObject, found: JSONArray (["Jobs"])',
    ],
    [
      'a definition that is a text',
      "  Flow: { Type: 'AWS::Serverless::StateMachine', Properties: { Definition: flow.asl.json } }",
      'Flow: #/Definition: expected type: JSONObject, found: String ("flow.asl.json")',
    ],
    [
      'a resource without a type',
      '  Work: { Properties: {} }',
      'the template: #/Resources/Work: required key [Type] not found',
    ],
    [
      'null',
      "  Work: { Type: 'AWS::Serverless::Function', Properties: { CodeUri: x, Role: } }",
      "[/Resources/Work/Properties/Role] 'null' values are not allowed in templates",
    ],
  ])('with %s is refused by name', async (_, resources, words) => {
    await expect(startSam(resources)).rejects.toThrow(words);
  });
});
