import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const command = join(import.meta.dirname, '../bin/plain.ts');
const cfnLint = process.env.CFN_LINT ?? 'cfn-lint';
const canLint = spawnSync(cfnLint, ['--version']).status === 0;
const note = canLint ? '' : ' (skipped: no cfn-lint here; pip install cfn-lint, or set CFN_LINT)';

let folder: string;
let written: { readonly file: string; readonly bytes: number }[];
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'plain-'));
  const { stdout } = spawnSync(process.execPath, [command, '--out', folder, '--json'], { encoding: 'utf8' });
  written = stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Resource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
}

const templateOf = (name: string) =>
  JSON.parse(readFileSync(join(folder, `${name}.template.json`), 'utf8')) as {
    readonly Parameters: Readonly<Record<string, object>>;
    readonly Resources: Readonly<Record<string, Resource>>;
  };

it('a template and a ZIP archive of each are written', () => {
  const names = written.map(({ file }) => file.split('/').at(-1));
  expect(names).toEqual(['relay.template.json', 'relay.zip', 'requester.template.json', 'requester.zip']);
});

describe.each([
  ['relay', ['Stage', 'CodeBucket', 'CodePrefix']],
  ['requester', ['Stage', 'Namespace', 'WorkerName', 'StateMachineName', 'CodeBucket', 'CodePrefix']],
])('the template of the %s', (name, parameters) => {
  it('has nothing of the CDK, and takes from parameters what differs between accounts', () => {
    const template = templateOf(name);
    expect(Object.keys(template.Parameters)).toEqual(parameters);
    const text = JSON.stringify(template);
    expect(text).not.toMatch(/cdk|Bootstrap|aws:asset|x0/i);
    // In every CloudFormation template of a stack that is deployed for a stage: no name is the same for two.
    expect(text).not.toContain('callback-relay-dev');
    expect(text).toContain('callback-relay-${'.concat('Stage}'));
  });

  it('names its code in a bucket of its own, which is what was packed', () => {
    const functions = Object.values(templateOf(name).Resources).filter(
      ({ Type }) => Type === 'AWS::Lambda::Function',
    );
    expect(functions.map(({ Properties }) => Properties?.Code)).toEqual([
      { S3Bucket: { Ref: 'CodeBucket' }, S3Key: { 'Fn::Sub': '${'.concat(`CodePrefix}${name}.zip`) } },
    ]);
    expect(Object.keys(unzipSync(readFileSync(join(folder, `${name}.zip`))))).toEqual(['index.mjs']);
  });

  it('has policies whose names differ between the stacks of a role', () => {
    const policies = Object.values(templateOf(name).Resources).filter(
      ({ Type }) => Type === 'AWS::IAM::Policy',
    );
    expect(policies.length).toBeGreaterThan(0);
    for (const { Properties } of policies)
      expect(JSON.stringify(Properties?.PolicyName)).toContain('AWS::StackName');
  });

  it.runIf(canLint)(`passes cfn-lint${note}`, { timeout: 120_000 }, () => {
    const { stdout, status } = spawnSync(cfnLint, [join(folder, `${name}.template.json`)], {
      encoding: 'utf8',
    });
    expect(stdout).toBe('');
    expect(status).toBe(0);
  });
});

it('an unknown option is refused, and nothing is written', () => {
  const { status, stderr } = spawnSync(process.execPath, [command, '--stage', 'dev'], { encoding: 'utf8' });
  expect(status).toBe(2);
  expect(stderr).toMatch(/^plain: Unknown option '--stage'/);
});
