import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

export type Resources = Readonly<
  Record<string, { readonly Type: string; readonly [member: string]: unknown }>
>;

const source = (answer: string) =>
  `export const handler = async (event) => ({ answer: '${answer}', event });\n`;

const slow = `export const handler = async () => {
  console.log('at work');
  await new Promise((resolve) => setTimeout(resolve, 60_000));
};
`;

/** Fails every message with `bad`, and the whole batch where one has `boom`. */
const picky = `export const handler = async ({ Records }) => {
  console.error('looks');
  if (Records.some(({ body }) => body.includes('boom'))) throw new Error('of\\ntwo lines');
  const bad = Records.filter(({ body }) => body.includes('bad'));
  return { batchItemFailures: bad.map(({ messageId }) => ({ itemIdentifier: messageId })) };
};
`;

const bundles = { one: source('one'), two: source('two'), slow, picky } as const;

/** Test helper: writes what `cdk synth` would for one stack, with the bundles beside it. */
export function writeApp(resources: Resources): string {
  const directory = mkdtempSync(join(tmpdir(), 'dev-app-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(bundles)) {
    mkdirSync(join(directory, name));
    writeFileSync(join(directory, name, 'index.mjs'), text);
  }
  rewriteApp(directory, resources);
  return directory;
}

/** The template comes first: the manifest's change is what makes it count. */
export function rewriteApp(directory: string, resources: Resources): void {
  writeFileSync(join(directory, 'Team.template.json'), JSON.stringify({ Resources: resources }));
  const artifacts = { Team: { type: 'aws:cloudformation:stack', properties: {} } };
  writeFileSync(join(directory, 'manifest.json'), JSON.stringify({ artifacts }));
}

export const queue = (QueueName: string, properties: object = {}) => ({
  Type: 'AWS::SQS::Queue',
  Properties: { QueueName, ...properties },
});

/** A function `Echo`, of one of the bundles. */
export function echo(bundle: keyof typeof bundles): Resources {
  const Service = 'lambda.amazonaws.com';
  const trust = { Effect: 'Allow', Principal: { Service }, Action: 'sts:AssumeRole' };
  return {
    EchoRole: {
      Type: 'AWS::IAM::Role',
      Properties: { AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [trust] } },
    },
    Echo: {
      Type: 'AWS::Lambda::Function',
      Properties: {
        FunctionName: 'Echo',
        Code: { S3Bucket: 'assets', S3Key: `${bundle}.zip` },
        Handler: 'index.handler',
        Runtime: 'nodejs24.x',
        Timeout: 120,
        Role: { 'Fn::GetAtt': ['EchoRole', 'Arn'] },
      },
      Metadata: { 'aws:asset:path': bundle },
    },
  };
}

/** The function `Echo` takes from the queue `Jobs`, and says which messages failed. */
export function mapping(bundle: keyof typeof bundles): Resources {
  const { EchoRole, ...functions } = echo(bundle);
  const ManagedPolicyArns = ['arn:aws:iam::aws:policy/service-role/AWSLambdaSQSQueueExecutionRole'];
  return {
    ...functions,
    EchoRole: {
      Type: 'AWS::IAM::Role',
      Properties: { ...Object(EchoRole?.Properties), ManagedPolicyArns },
    },
    Mapping: {
      Type: 'AWS::Lambda::EventSourceMapping',
      Properties: {
        EventSourceArn: { 'Fn::GetAtt': ['Jobs', 'Arn'] },
        FunctionName: { Ref: 'Echo' },
        FunctionResponseTypes: ['ReportBatchItemFailures'],
        MaximumBatchingWindowInSeconds: 1,
      },
    },
  };
}
