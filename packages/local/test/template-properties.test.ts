import { expect, onTestFinished, test } from 'vitest';
import { type AssemblyError, startLocal } from '../src/index.ts';
import { resourceTypes } from '../src/service-definitions.ts';
import { functionResources, type Resources, trust, writeApp } from './app.ts';
import { queue, runtime, table } from './runtime.ts';

const properties = Object.entries(resourceTypes).flatMap(([type, { problems, properties: names }]) =>
  names.map((name) => ({ type, name, problems })),
);

const tagged = Object.entries(resourceTypes).filter(
  ([, { withoutEffect }]) => withoutEffect?.Tags !== undefined,
);

test.each(tagged)('%s: Tags that are a map are refused by name', (_, { problems }) => {
  expect(problems?.({ Tags: { team: 'orders' } })).toContain(
    '#/Tags: expected type: JSONArray, found: JSONObject ({"team":"orders"})',
  );
});

/** No property is a list of lists. */
const malformed = [[]];

test.each(properties)('$type: a $name of the wrong type is refused by name', ({ name, problems }) => {
  expect(problems?.({ [name]: malformed })).toContainEqual(
    expect.stringMatching(new RegExp(`^#/${name}(/0)?: expected .*found: JSONArray `)),
  );
});

test.each(properties)('$type: a $name that is null is refused by name', ({ name, problems }) => {
  expect(problems?.({ [name]: null })).toContainEqual(
    expect.stringMatching(new RegExp(`^#/${name}: expected .*found: Null `)),
  );
});

const problemsOf = async (resources: Resources) => {
  const app = writeApp(resources);
  onTestFinished(app.remove);
  return startLocal({ app: app.directory }).then(
    async (local) => {
      await local.stop();
      return [];
    },
    (error: AssemblyError) => error.problems,
  );
};

const role = (properties: object): Resources => ({
  Role: {
    Type: 'AWS::IAM::Role',
    Properties: { AssumeRolePolicyDocument: trust('lambda'), ...properties },
  },
});

/** In CloudFormation's words, each with what was given. */
const refusals: Readonly<Record<string, { resources: Resources; problem: string }>> = {
  'an object where text is due': {
    resources: { Topic: { Type: 'AWS::SNS::Topic', Properties: { TopicName: { name: 'orders' } } } },
    problem: 'Topic: #/TopicName: expected type: String, found: JSONObject ({"name":"orders"})',
  },
  'a text where a list is due': {
    resources: {
      Policy: {
        Type: 'AWS::SQS::QueuePolicy',
        Properties: { PolicyDocument: { Statement: [] }, Queues: 'jobs' },
      },
    },
    problem: 'Policy: #/Queues: expected type: JSONArray, found: String ("jobs")',
  },
  'an object where a list is due': {
    resources: {
      Rule: {
        Type: 'AWS::Events::Rule',
        Properties: { Targets: { Id: 'queue', Arn: 'arn:aws:sqs:us-east-1:000000000000:jobs' } },
      },
    },
    problem:
      'Rule: #/Targets: expected type: JSONArray, found: JSONObject ({"Id":"queue","Arn":"arn:aws:sqs:us-east-1:000000000000:jobs"})',
  },
  'a text that spells no number': {
    resources: { Jobs: queue('jobs', { VisibilityTimeout: '30s' }) },
    problem: 'Jobs: #/VisibilityTimeout: expected type: Integer, found: String ("30s")',
  },
  'a number that is not whole': {
    resources: functionResources('Echo', { properties: { Timeout: 2.5 } }),
    problem: 'Echo: #/Timeout: expected type: Integer, found: Double (2.5)',
  },
  'a text that spells no truth value': {
    resources: { Jobs: queue('jobs.fifo', { FifoQueue: 'yes' }) },
    problem: 'Jobs: #/FifoQueue: expected type: Boolean, found: String ("yes")',
  },
  'a member that CloudFormation does not know': {
    resources: functionResources('Echo', { properties: { Environment: { variables: { A: 'a' } } } }),
    problem: 'Echo: #/Environment: extraneous key [variables] is not permitted',
  },
  'a member of a list that is not what its place asks for': {
    resources: functionResources('Echo', { properties: { Layers: [{ Arn: 'x' }] } }),
    problem: 'Echo: #/Layers/0: expected type: String, found: JSONObject ({"Arn":"x"})',
  },
  'a property that is missing': {
    resources: { Topic: { Type: 'AWS::SNS::Subscription', Properties: { Protocol: 'sqs' } } },
    problem: 'Topic: #: required key [TopicArn] not found',
  },
  'a policy that is a list': {
    resources: role({ Policies: [{ PolicyName: 'Inline', PolicyDocument: ['sqs:SendMessage'] }] }),
    problem:
      'Role: #/Policies/0/PolicyDocument: expected type: JSONObject, found: JSONArray (["sqs:SendMessage"])',
  },
  'a statement whose name is misspelt': {
    resources: role({
      Policies: [
        {
          PolicyName: 'Inline',
          PolicyDocument: { Statement: { Effect: 'Allow', Actions: 'sqs:*', Resource: '*' } },
        },
      ],
    }),
    problem: 'Role: #/Policies/0/PolicyDocument/Statement/0: extraneous key [Actions] is not permitted',
  },
  'a policy as text that is not JSON': {
    resources: role({ AssumeRolePolicyDocument: '{"Statement":' }),
    problem:
      'Role: #/AssumeRolePolicyDocument: expected type: JSONObject, found: String ("{\\"Statement\\":")',
  },
  'a key schema of names': {
    resources: { Table: table('orders', { KeySchema: ['id'] }) },
    problem: 'Table: #/KeySchema/0: expected type: JSONObject, found: String ("id")',
  },
};

test.each(Object.entries(refusals))('%s is refused', async (_, { resources, problem }) => {
  const [id, message] = [problem.slice(0, problem.indexOf(':')), problem.slice(problem.indexOf('#'))];
  expect(await problemsOf(resources)).toEqual([
    `${resources[id]?.Type} ${id} in Team: Properties validation failed for resource ${id} with message: ${message}`,
  ]);
});

test('everything that is wrong with properties is said at once', async () => {
  const problems = await problemsOf({
    Jobs: queue('jobs', { DelaySeconds: [], RedrivePolicy: 3 }),
    Topic: { Type: 'AWS::SNS::Topic', Properties: { Subscription: [{ Protocol: 'sqs' }] } },
  });
  expect(problems.map((problem) => problem.slice(problem.indexOf('#')))).toEqual([
    '#/DelaySeconds: expected type: Integer, found: JSONArray ([])',
    '#/RedrivePolicy: expected an object, or JSON text, found: Integer (3)',
    '#/Subscription/0: required key [Endpoint] not found',
  ]);
});

test('texts, numbers and truth values stand for one another, as in CloudFormation', async () => {
  const local = await runtime({
    Jobs: queue('jobs', { DelaySeconds: '7' }),
    Orders: queue('orders.fifo', { FifoQueue: 'true' }),
    ...functionResources('Echo', {
      properties: { Timeout: '9', Environment: { Variables: { COUNT: 3, ON: true } } },
    }),
  });
  expect(await local.invoke('Echo', { environment: true })).toMatchObject({ COUNT: '3', ON: 'true' });
});

test('null is taken nowhere in a template, as by CloudFormation', async () => {
  expect(
    await problemsOf({
      Jobs: queue('jobs', { DelaySeconds: null }),
      Table: table('orders', { AttributeDefinitions: [null] }),
    }),
  ).toEqual([
    "Team.template.json: Template format error: [/Resources/Jobs/Properties/DelaySeconds] 'null' values are not allowed in templates",
    "Team.template.json: Template format error: [/Resources/Table/Properties/AttributeDefinitions/0] 'null' values are not allowed in templates",
  ]);
});

test.each([
  [
    { Jobs: 'AWS::SQS::Queue' },
    '#/Resources/Jobs: expected type: JSONObject, found: String ("AWS::SQS::Queue")',
  ],
  [{ Jobs: { Properties: {} } }, '#/Resources/Jobs: required key [Type] not found'],
  [
    { Jobs: { Type: 'AWS::SQS::Queue', Properties: ['QueueName'] } },
    '#/Resources/Jobs/Properties: expected type: JSONObject, found: JSONArray (["QueueName"])',
  ],
  [
    { Jobs: { Type: 'AWS::SQS::Queue', Condition: ['Never'] } },
    '#/Resources/Jobs/Condition: expected type: String, found: JSONArray (["Never"])',
  ],
])('a template whose resources are %j is refused', async (resources, problem) => {
  expect(await problemsOf(resources as unknown as Resources)).toEqual([`Team.template.json: ${problem}`]);
});
