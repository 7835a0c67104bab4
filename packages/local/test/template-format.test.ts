import { expect, test } from 'vitest';
import { AssemblyError, startLocal } from '../src/index.ts';
import { type Resources, writeApp, writeStacks } from './app.ts';
import { queue } from './runtime.ts';

const arn = (logicalId: string) => ({ 'Fn::GetAtt': [logicalId, 'Arn'] });
const many = (count: number, member: object) =>
  Object.fromEntries(Array.from({ length: count }, (_, at) => [`M${at}`, member]));
const output = { Value: 'a', Export: { Name: 'shared' } };

async function problemsOf(app: ReturnType<typeof writeApp>): Promise<string> {
  try {
    const local = await startLocal({ app: app.directory, clock: 'stopped' });
    await local.stop();
    return '';
  } catch (error) {
    if (error instanceof AssemblyError) return error.problems.join('\n');
    throw error;
  } finally {
    app.remove();
  }
}

const mistakes: Readonly<Record<string, [resources: Resources, message: string | RegExp, more?: object]>> = {
  'has no resources': [{}, 'At least one Resources member must be defined.'],
  'has over 500 resources': [many(501, queue('q')) as Resources, 'Number of resources, 501, is greater'],
  'has over 200 outputs': [
    { Jobs: queue('jobs') },
    'Number of outputs, 201, is greater than maximum allowed, 200',
    { Outputs: many(201, { Value: 'a' }) },
  ],
  'has a section that is not known': [
    { Jobs: queue('jobs') },
    'Invalid template property or properties [Output]',
    { Output: {} },
  ],
  'is of another version': [
    { Jobs: queue('jobs') },
    '2011-01-01 is not a supported value for AWSTemplateFormatVersion',
    { AWSTemplateFormatVersion: '2011-01-01' },
  ],
  'has a long description': [
    { Jobs: queue('jobs') },
    "'Description' length is greater than 1024.",
    { Description: 'é'.repeat(600) },
  ],
  'has a logical ID with a hyphen': [
    { 'Jobs-1': queue('jobs') },
    'Resource name Jobs-1 is non alphanumeric.',
  ],
  'has an attribute of a resource that is not known': [
    { Jobs: { ...queue('jobs'), Dependson: 'A' } },
    "Invalid template resource property 'Dependson' of Jobs",
  ],
  'has a deletion policy that is not known': [
    { Jobs: { ...queue('jobs'), DeletionPolicy: 'Keep' } },
    'Unrecognized DeletionPolicy Keep for resource Jobs',
  ],
  'keeps a snapshot of a queue': [
    { Jobs: { ...queue('jobs'), DeletionPolicy: 'Snapshot' } },
    'Template error: resource type AWS::SQS::Queue does not support deletion policy Snapshot',
  ],
  'has a parameter of a type that is not known': [
    { Jobs: queue('jobs') },
    'Unrecognized parameter type: Text (of the parameter Stage)',
    { Parameters: { Stage: { Type: 'Text', Default: 'a' } } },
  ],
  'names a parameter as a resource': [
    { Jobs: queue('jobs') },
    "The logical ID Jobs is both a parameter's and a resource's",
    { Parameters: { Jobs: { Type: 'String', Default: 'a' } } },
  ],
  'has a mapping with a hyphen': [
    { Jobs: queue('jobs') },
    'Mapping name by-stage is non alphanumeric.',
    { Mappings: { 'by-stage': { test: { name: 'a' } } } },
  ],
  'has a mapping with an element that is a range of addresses': [
    { Jobs: queue('jobs') },
    "Mappings element name '10.90.0.0/16' must be non-empty and can contain only alphanumerics, '-' or '.'",
    { Mappings: { Servers: { '10.90.0.0/16': { Name: 'a' } } } },
  ],
  'has a mapping with an underscore in a name': [
    { Jobs: queue('jobs') },
    "Mappings attribute name 'TEAM_NAME' must contain only alphanumeric characters.",
    { Mappings: { Stages: { 'us-east-1.test': { TEAM_NAME: 'a' } } } },
  ],
  'has a mapping of one level': [
    { Jobs: queue('jobs') },
    'Template format error: Every Mappings member test must be a map',
    { Mappings: { Stages: { test: 'a' } } },
  ],
  'has a mapping to a reference': [
    { Jobs: queue('jobs') },
    'Template format error: Every Mappings attribute must be a String or a List.',
    { Mappings: { Stages: { test: { names: ['a'], name: { Ref: 'AWS::StackName' } } } } },
  ],
  'compares one value': [
    { Jobs: queue('jobs') },
    'Template error: every Fn::Equals object requires a list of 2 string parameters.',
    { Conditions: { Same: { 'Fn::Not': [{ 'Fn::Equals': ['a'] }] } } },
  ],
  'has one condition alone to be met': [
    { Jobs: queue('jobs') },
    'Template error: every Fn::And object requires a list of at least 2 and at most 10 boolean parameters.',
    { Conditions: { Same: { 'Fn::Equals': ['a', 'a'] }, All: { 'Fn::And': [{ Condition: 'Same' }] } } },
  ],
  'has an output with a hyphen': [
    { Jobs: queue('jobs') },
    "Outputs name 'queue-url' is non alphanumeric.",
    { Outputs: { 'queue-url': { Value: 'a' } } },
  ],
  'has a condition of a resource': [
    { Jobs: queue('jobs') },
    'Unresolved dependencies [Jobs]. Cannot reference resources in the Conditions block of the template',
    { Conditions: { Named: { 'Fn::Equals': [{ 'Fn::Sub': `\${Jobs.Arn}` }, { Ref: 'AWS::Region' }] } } },
  ],
  'has a condition of one that is not there': [
    { Jobs: queue('jobs') },
    'Unresolved condition dependency Nowhere in the Conditions block of the template',
    { Conditions: { Named: { 'Fn::Not': [{ Condition: 'Nowhere' }] } } },
  ],
  'has conditions of one another': [
    { Jobs: { ...queue('jobs'), Condition: 'One' } },
    'Found circular condition dependency between One and Other',
    { Conditions: { One: { Condition: 'Other' }, Other: { 'Fn::Not': [{ Condition: 'One' }] } } },
  ],
  'waits for a resource that is not there': [
    { Jobs: { ...queue('jobs'), DependsOn: ['Nowhere'] } },
    'Unresolved resource dependencies [Nowhere] in the Resources block of the template',
  ],
  'waits for itself': [{ Jobs: { ...queue('jobs'), DependsOn: 'Jobs' } }, '[Jobs]'],
  'has resources that wait for one another by DependsOn and Fn::Sub': [
    {
      Alone: queue('alone'),
      Jobs: { ...queue('jobs'), DependsOn: 'Other' },
      Other: queue('other', { RedriveAllowPolicy: { sourceQueueArns: [{ 'Fn::Sub': `\${Jobs.Arn}` }] } }),
      Behind: { ...queue('behind'), DependsOn: 'Other' },
    },
    /^Team: Circular dependency between resources: \[Jobs, Other, Behind\]$/,
  ],
  'names two queues alike': [
    { Jobs: queue('jobs'), Again: queue('jobs') },
    "Again in Team: Resource of type 'AWS::SQS::Queue' with identifier 'jobs' already exists.",
  ],
  'exports one name twice': [
    { Jobs: queue('jobs') },
    'the output B of Team: Export with name shared is already exported by stack Team',
    { Outputs: { A: output, B: output } },
  ],
  'has an output that is a list': [
    { Jobs: queue('jobs') },
    'the output A of Team: The Value field of every Outputs member must evaluate to a String.',
    { Outputs: { A: { Value: ['a'] } } },
  ],
  'refers to what a condition leaves out': [
    {
      Jobs: queue('jobs', { RedrivePolicy: { deadLetterTargetArn: arn('Dead'), maxReceiveCount: 3 } }),
      Dead: { ...queue('dead'), Condition: 'Never' },
    },
    'Jobs in Team: Unresolved resource dependencies [Dead]: its Condition is false',
    { Conditions: { Never: { 'Fn::Equals': ['a', 'b'] } } },
  ],
  'has an output of what is not there': [
    { Jobs: queue('jobs') },
    'the output A of Team: Unresolved resource dependencies [Nowhere]: there is no such resource or parameter',
    { Outputs: { A: { Value: { Ref: 'Nowhere' } } } },
  ],
};

test.each(Object.entries(mistakes))(
  'a template is refused that %s, as by CloudFormation',
  async (_, [resources, message, more]) => {
    const problems = await problemsOf(writeApp(resources, more));
    if (typeof message === 'string') expect(problems).toContain(message);
    else expect(problems).toMatch(message);
  },
);

test('a queue that is to leave a snapshot when it is replaced is taken, as if it were to be deleted', async () => {
  const app = writeApp({ Jobs: { ...queue('jobs'), UpdateReplacePolicy: 'Snapshot' } });
  expect(await problemsOf(app)).toBe('');
});

test('parameters of every type that CloudFormation has, and conditions of parameters, are taken', async () => {
  const types = [
    ...[
      'String',
      'Number',
      'CommaDelimitedList',
      'List<Number>',
      'AWS::EC2::VPC::Id',
      'List<AWS::EC2::Subnet::Id>',
    ],
    ...['AWS::EC2::Image::Id', 'AWS::SSM::Parameter::Name', 'List<Team>'],
  ];
  const parameters = types.map((Type, index) => [`P${index}`, { Type, Default: '1' }]);
  const app = writeApp(
    { Jobs: queue('jobs') },
    {
      Parameters: Object.fromEntries(parameters),
      Conditions: {
        One: {
          'Fn::Equals': [{ Ref: 'P0' }, { 'Fn::Sub': [`\${P1}\${Own}`, { Own: { Ref: 'AWS::Region' } }] }],
        },
        Both: { 'Fn::Or': [{ Condition: 'One' }, { 'Fn::Equals': ['a', 'a'] }] },
      },
    },
  );
  expect(await problemsOf(app)).toBe('');
});

test('what a condition leaves out is waited for by nothing, named by nothing and not exported', async () => {
  const redriven = { deadLetterTargetArn: arn('Dead'), maxReceiveCount: 3 };
  const app = writeApp(
    {
      Jobs: queue('jobs', { RedrivePolicy: { 'Fn::If': ['Never', redriven, { Ref: 'AWS::NoValue' }] } }),
      Dead: { ...queue('dead'), DependsOn: 'Jobs' },
      Other: { ...queue('jobs'), Condition: 'Never' },
    },
    {
      Conditions: { Never: { 'Fn::Equals': ['a', 'b'] } },
      Outputs: { A: output, B: { ...output, Condition: 'Never' } },
    },
  );
  expect(await problemsOf(app)).toBe('');
});

test('the stacks of one environment share names, and stacks of several do not', async () => {
  const named = { Resources: { Jobs: queue('jobs') }, Outputs: { A: output } };
  expect(await problemsOf(writeStacks({ One: named, Two: named }))).toMatch(
    /Jobs in Two: .* already exists\.\n.*already exported by stack One/,
  );
  const environments = { One: 'aws://111111111111/us-east-1', Two: 'aws://222222222222/us-east-1' };
  expect(await problemsOf(writeStacks({ One: named, Two: named }, environments))).toBe('');
});
