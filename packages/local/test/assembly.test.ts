import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { AssemblyError, startLocal } from '../src/index.ts';
import { type FixtureApp, functionResources, type Resources, writeApp, writeStacks } from './app.ts';
import { queue, runtime, table } from './runtime.ts';

function starting(app: FixtureApp) {
  onTestFinished(app.remove);
  return startLocal({ app: app.directory });
}

/** As Fn::Sub takes it. */
const placeholder = (name: string) => `\${${name}}`;

const refused = (resources: Resources) =>
  starting(writeApp(resources)).then(
    () => [],
    (error: AssemblyError) => error.problems,
  );

test('everything that is not supported by the local runtime is refused at once, by type, logical ID and property', async () => {
  const problems = await refused({
    Bucket: { Type: 'AWS::S3::Bucket' },
    Custom: { Type: 'Custom::Seed' },
    Nested: { Type: 'AWS::CloudFormation::Stack' },
    Stream: table('stream', { KinesisStreamSpecification: {} }),
    Managed: { Type: 'AWS::Events::Rule', Properties: { ManagedBy: 'other' } },
    Lost: queue('lost', { DelaySeconds: { Ref: 'Missing' } }),
    Odd: queue('odd', { DelaySeconds: { 'Fn::GetAZs': '' } }),
  });
  expect(problems).toEqual([
    'AWS::S3::Bucket Bucket in Team: this type is not supported by the local runtime; it may be left out (--leave-out AWS::S3::Bucket)',
    'Custom::Seed Custom in Team: this type is not supported by the local runtime; it may be left out (--leave-out Custom::Seed)',
    'AWS::CloudFormation::Stack Nested in Team: this type is not supported by the local runtime; it may be left out (--leave-out AWS::CloudFormation::Stack)',
    'AWS::DynamoDB::Table Stream in Team: the property KinesisStreamSpecification is not supported by the local runtime',
    'AWS::Events::Rule Managed in Team: the property ManagedBy is not supported by the local runtime',
    'AWS::SQS::Queue Lost in Team: Unresolved resource dependencies [Missing]: there is no such resource or parameter',
    'AWS::SQS::Queue Odd in Team: the intrinsic function Fn::GetAZs is not supported by the local runtime',
  ]);
});

test('a name that can not be had is the problem of all that refer to it, and they are not said to need one another', async () => {
  const problems = await refused({
    Odd: queue('odd'),
    Jobs: queue('jobs', { QueueName: { 'Fn::GetAtt': ['Odd', 'Colour'] } }),
    More: queue('more', { Tags: [{ Key: 'of', Value: { Ref: 'Jobs' } }] }),
    Most: queue('most', { Tags: [{ Key: 'of', Value: { Ref: 'Jobs' } }] }),
  });
  const why = 'the attribute Colour of Odd is not supported by the local runtime';
  expect(problems).toEqual(['Jobs', 'More', 'Most'].map((name) => `AWS::SQS::Queue ${name} in Team: ${why}`));
});

test('what a service refuses is reported with its resource, and leaves no port behind', async () => {
  const problems = await refused({
    ...functionResources('Snake', { properties: { Runtime: 'ruby3.4' } }),
    Wrong: {
      Type: 'AWS::StepFunctions::StateMachine',
      Properties: {
        DefinitionString: '{"StartAt": "Nowhere", "States": {}}',
        RoleArn: 'arn:aws:iam::000000000000:role/x',
      },
    },
    Slow: queue('slow', { VisibilityTimeout: 99_999 }),
  });
  expect(problems).toEqual([
    'AWS::SQS::Queue Slow in Team: Invalid value for the parameter VisibilityTimeout.',
    'AWS::Lambda::Function Snake in Team: the runtime ruby3.4 is not supported by the local runtime: Node.js, Python and provided.* are',
    expect.stringMatching(
      /^AWS::StepFunctions::StateMachine Wrong in Team: Invalid State Machine Definition/,
    ) as string,
  ]);
});

test('a missing bundle is reported', async () => {
  const app = writeApp(functionResources('Gone', { bundle: 'gone' }));
  await expect(starting(app)).rejects.toThrow(/AWS::Lambda::Function Gone in Team: its bundle .* is missing/);
});

test.each([
  [
    'a folder that is none',
    (app: FixtureApp) => app.remove(),
    'there is no such folder or file; name the folder that cdk synth wrote',
  ],
  [
    'a manifest that is not JSON',
    (app: FixtureApp) => writeFileSync(join(app.directory, 'manifest.json'), '{'),
    'manifest.json: ',
  ],
  [
    'a manifest whose artifacts are a list',
    (app: FixtureApp) => writeFileSync(join(app.directory, 'manifest.json'), '{"artifacts": ["Team"]}'),
    'manifest.json: #/artifacts: expected type: JSONObject, found: JSONArray (["Team"])',
  ],
  [
    'a template that is missing',
    (app: FixtureApp) => rmSync(join(app.directory, 'Team.template.json')),
    'Team.template.json: there is no such file',
  ],
  [
    'a template that is not JSON',
    (app: FixtureApp) => writeFileSync(join(app.directory, 'Team.template.json'), '{"Resources":'),
    'Team.template.json: ',
  ],
  [
    'a template with a Transform',
    (app: FixtureApp) =>
      writeFileSync(
        join(app.directory, 'Team.template.json'),
        '{"Transform": "AWS::Serverless", "Resources": {}}',
      ),
    'Team.template.json: the Transform "AWS::Serverless" is not supported by the local runtime',
  ],
  [
    'a template without resources',
    (app: FixtureApp) => writeFileSync(join(app.directory, 'Team.template.json'), '{}'),
    'a template has Resources',
  ],
])('%s is reported', async (_, spoil, message) => {
  const app = writeApp({ Jobs: queue('jobs') });
  spoil(app);
  const started = starting(app);
  await expect(started).rejects.toThrow(AssemblyError);
  await expect(started).rejects.toThrow(message);
});

test('what is ignored on purpose does not matter, nor does what a condition leaves out', async () => {
  const app = writeApp(
    {
      Jobs: queue('jobs'),
      Logs: { Type: 'AWS::Logs::LogStream' },
      Alarm: { Type: 'AWS::CloudWatch::Alarm', Properties: { AlarmActions: [{ Ref: 'Topic' }] } },
      Topic: { Type: 'AWS::SNS::Topic' },
      Bucket: { Type: 'AWS::S3::Bucket', Condition: 'Never' },
    },
    {
      Conditions: {
        Never: { 'Fn::And': [{ 'Fn::Equals': ['a', 'a'] }, { 'Fn::Not': [{ 'Fn::Equals': [1, 1] }] }] },
      },
    },
  );
  const local = await starting(app);
  expect(local.resources.map(({ logicalId }) => logicalId)).toEqual(['Jobs', 'Topic']);
  await local.stop();
});

test('stacks find one another by exports, SSM parameters and names, in any order', async () => {
  const app = writeStacks({
    Consumer: {
      Parameters: { Shared: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/team/shared' } },
      Resources: { Later: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'later' } } },
      Outputs: {
        Imported: { Value: { 'Fn::ImportValue': { 'Fn::Sub': `${placeholder('AWS::Region')}-jobs` } } },
        Stored: { Value: { Ref: 'Shared' } },
        Dynamic: { Value: 'is {{resolve:ssm:/team/shared}}' },
      },
    },
    Producer: {
      Resources: {
        Jobs: { Type: 'AWS::SQS::Queue' },
        Shared: {
          Type: 'AWS::SSM::Parameter',
          Properties: {
            Name: '/team/shared',
            Type: 'String',
            Value: { 'Fn::GetAtt': ['Jobs', 'QueueName'] },
          },
        },
      },
      Outputs: {
        Jobs: {
          Value: { 'Fn::GetAtt': ['Jobs', 'Arn'] },
          Export: { Name: { 'Fn::Join': ['-', [{ Ref: 'AWS::Region' }, 'jobs']] } },
        },
      },
    },
  });
  const local = await starting(app);
  const jobs = local.resources.find(({ logicalId }) => logicalId === 'Jobs');
  expect(local.outputs.map(({ value }) => value)).toEqual([
    jobs?.arn,
    jobs?.name,
    `is ${jobs?.name}`,
    jobs?.arn,
  ]);
  await local.stop();
});

test('intrinsic functions are worked out', async () => {
  const local = await runtime({
    Jobs: queue('jobs'),
    ...functionResources('Echo', {
      properties: {
        Environment: {
          Variables: {
            SUB: {
              'Fn::Sub': [
                ['Jobs', 'Jobs.Arn', 'own', '!kept', 'AWS::AccountId'].map(placeholder).join(' '),
                { own: { Ref: 'AWS::Region' } },
              ],
            },
            SELECT: { 'Fn::Select': [1, { 'Fn::Split': [',', 'a,b,c'] }] },
            BUILT: {
              'Fn::Join': [
                '',
                [
                  'https://sqs.',
                  { Ref: 'AWS::Region' },
                  '.',
                  { Ref: 'AWS::URLSuffix' },
                  '/',
                  { Ref: 'AWS::AccountId' },
                  '/jobs',
                ],
              ],
            },
            NONE: { Ref: 'AWS::NoValue' },
          },
        },
      },
    }),
  });
  const url = `${local.endpoint}/000000000000/jobs`;
  const environment = (await local.invoke('Echo', { environment: true })) as Record<string, string>;
  expect(environment).toMatchObject({
    SUB: `${url} arn:aws:sqs:us-east-1:000000000000:jobs us-east-1 \${kept} 000000000000`,
    SELECT: 'b',
    BUILT: url,
  });
  expect(environment).not.toHaveProperty('NONE');
});

test('mappings and conditions choose values', async () => {
  const chosen = (condition: string) => ({ 'Fn::If': [condition, 'yes', 'no'] });
  const isRegion = (region: string) => ({ 'Fn::Equals': [{ Ref: 'AWS::Region' }, region] });
  const app = writeApp(
    {
      Jobs: queue('jobs', {
        DelaySeconds: { 'Fn::FindInMap': ['Delays', { Ref: 'AWS::Region' }, 'short'] },
      }),
    },
    {
      Mappings: { Delays: { 'us-east-1': { short: 7 } } },
      Conditions: {
        Either: { 'Fn::Or': [isRegion('eu-west-1'), isRegion('us-east-1')] },
        Neither: { 'Fn::Not': [{ Condition: 'Either' }] },
      },
      Outputs: { Either: { Value: chosen('Either') }, Neither: { Value: chosen('Neither') } },
    },
  );
  const local = await starting(app);
  expect(local.resources[0]?.properties.DelaySeconds).toBe(7);
  expect(local.outputs.map(({ value }) => value)).toEqual(['yes', 'no']);
  await local.stop();
});

// https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html
test('values of parameters are texts, and the members of lists are without the space around them', async () => {
  const same = (left: unknown, right: unknown) => ({ 'Fn::Equals': [left, right] });
  const app = writeApp(
    { Jobs: queue('jobs') },
    {
      Parameters: {
        Count: { Type: 'Number', Default: 3 },
        Names: { Type: 'CommaDelimitedList', Default: 'a, b ,c' },
      },
      Conditions: {
        Number: same({ Ref: 'Count' }, 3),
        Text: same({ Ref: 'Count' }, '3'),
        Truth: same(true, 'true'),
        Other: same({ Ref: 'Count' }, '4'),
      },
      Outputs: {
        ...Object.fromEntries(
          ['Number', 'Text', 'Truth', 'Other'].map((Condition) => [
            Condition,
            { Condition, Value: Condition },
          ]),
        ),
        Count: { Value: { Ref: 'Count' } },
        Second: { Value: { 'Fn::Select': [1, { Ref: 'Names' }] } },
        All: { Value: { 'Fn::Join': ['', { Ref: 'Names' }] } },
      },
    },
  );
  const local = await starting(app);
  expect(local.outputs.map(({ value }) => value)).toEqual(['Number', 'Text', 'Truth', '3', 'b', 'abc']);
  await local.stop();
});

test('an item that a list does not have is reported', async () => {
  expect(await refused({ Jobs: queue('jobs', { DelaySeconds: { 'Fn::Select': [2, ['1', '2']] } }) })).toEqual(
    ['AWS::SQS::Queue Jobs in Team: Template error: Fn::Select cannot select nonexistent value at index 2'],
  );
});

test.each([
  ['Fn::Join', { 'Fn::Join': ['-', ['a', { b: 1 }]] }, 'Fn::Join takes texts, and was given {"b":1}'],
  ['Fn::Sub', { 'Fn::Sub': [placeholder('a'), { a: ['b'] }] }, 'Fn::Sub takes texts, and was given ["b"]'],
  ['Fn::Split', { 'Fn::Split': ['-', ['a']] }, 'Fn::Split takes texts, and was given ["a"]'],
])('%s of what is not a text is reported', async (_, value, problem) => {
  expect(await refused({ Jobs: queue('jobs', { DelaySeconds: value }) })).toEqual([
    `AWS::SQS::Queue Jobs in Team: ${problem}`,
  ]);
});

test('a value that no mapping has is reported', async () => {
  const problems = await refused({
    Jobs: queue('jobs', { DelaySeconds: { 'Fn::FindInMap': ['Delays', 'us-east-1', 'short'] } }),
  });
  expect(problems).toEqual([
    'AWS::SQS::Queue Jobs in Team: Template error: Unable to get mapping for Delays::us-east-1::short',
  ]);
});

test('the stacks of a nested assembly are supported, with their bundles', async () => {
  const app = writeApp({ Jobs: queue('jobs') });
  const stage = writeApp({ ...functionResources('Echo'), Inner: queue('inner') });
  onTestFinished(stage.remove);
  cpSync(stage.directory, join(app.directory, 'assembly-Stage'), { recursive: true });
  const manifest = join(app.directory, 'manifest.json');
  const { artifacts } = JSON.parse(readFileSync(manifest, 'utf8')) as { artifacts: object };
  const nested = { type: 'cdk:cloud-assembly', properties: { directoryName: 'assembly-Stage' } };
  writeFileSync(manifest, JSON.stringify({ artifacts: { ...artifacts, Stage: nested } }));
  const local = await starting(app);
  expect(local.resources.map(({ name }) => name)).toEqual(expect.arrayContaining(['jobs', 'inner', 'Echo']));
  expect(await local.invoke('Echo', 1)).toMatchObject({ event: 1 });
  await local.stop();
});

/** As `app.synth()` writes it without the CLI. */
function functionWithoutMetadata(): Resources {
  const { Echo: { Metadata: _, ...Echo } = { Type: '' }, ...others } = functionResources('Echo');
  return { ...others, Echo };
}

test('an app that was synthesized without the CLI has its bundles found by its asset manifests', async () => {
  const app = writeApp(functionWithoutMetadata());
  const files = {
    hash: {
      source: { path: 'bundles/echo', packaging: 'zip' },
      destinations: { here: { bucketName: 'assets', objectKey: 'echo.zip' } },
    },
  };
  writeFileSync(join(app.directory, 'Team.assets.json'), JSON.stringify({ version: '55.0.0', files }));
  const manifest = join(app.directory, 'manifest.json');
  const { artifacts } = JSON.parse(readFileSync(manifest, 'utf8')) as { artifacts: object };
  const assets = { type: 'cdk:asset-manifest', properties: { file: 'Team.assets.json' } };
  writeFileSync(manifest, JSON.stringify({ artifacts: { ...artifacts, 'Team.assets': assets } }));
  const local = await starting(app);
  expect(await local.invoke('Echo', 1)).toMatchObject({ event: 1 });
  await local.stop();
});

test('a bundle that neither the metadata nor an asset manifest names is reported', async () => {
  const problems = await refused(functionWithoutMetadata());
  expect(problems).toEqual([
    'AWS::Lambda::Function Echo in Team: Code given by S3Bucket and S3Key is not supported by the local runtime: an asset of the app and inline code are',
  ]);
});
