import { expect, test } from 'vitest';
import { AssemblyError, startLocal } from '../src/index.ts';
import { functionResources, type Resources, trust, writeApp } from './app.ts';
import { queue, table } from './runtime.ts';

const arn = (logicalId: string) => ({ 'Fn::GetAtt': [logicalId, 'Arn'] });
const allow = (Action: string, more: object = {}) => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action, Resource: '*', ...more }],
});

/** One of each type that is deployed, with nearly every property that counts. */
const app: Resources = {
  ...functionResources('Echo', {
    actions: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'sqs:SendMessage'],
    properties: {
      Code: { ZipFile: 'exports.handler = async () => 1;' },
      DeadLetterConfig: { TargetArn: arn('Dead') },
      Description: 'answers',
      Environment: { Variables: { TEAM: 'a' } },
      Layers: [],
      MemorySize: 128,
      ReservedConcurrentExecutions: 2,
      Tags: [{ Key: 'a', Value: 'b' }],
      Timeout: 3,
    },
  }),
  Mapping: {
    Type: 'AWS::Lambda::EventSourceMapping',
    Properties: {
      FunctionName: { Ref: 'Echo' },
      EventSourceArn: arn('Jobs'),
      BatchSize: 5,
      Enabled: false,
      FilterCriteria: { Filters: [{ Pattern: '{"body":["a"]}' }] },
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      ScalingConfig: { MaximumConcurrency: 2 },
    },
  },
  Permission: {
    Type: 'AWS::Lambda::Permission',
    Properties: {
      FunctionName: arn('Echo'),
      Action: 'lambda:InvokeFunction',
      Principal: 'sns.amazonaws.com',
      SourceArn: { Ref: 'Orders' },
    },
  },
  InvokeConfig: {
    Type: 'AWS::Lambda::EventInvokeConfig',
    Properties: {
      FunctionName: { Ref: 'Echo' },
      Qualifier: '$LATEST',
      MaximumRetryAttempts: 1,
      DestinationConfig: { OnFailure: { Destination: arn('Dead') } },
    },
  },
  Dead: queue('dead'),
  Jobs: queue('jobs', {
    RedrivePolicy: { deadLetterTargetArn: arn('Dead'), maxReceiveCount: 3 },
    VisibilityTimeout: 30,
  }),
  JobsPolicy: {
    Type: 'AWS::SQS::QueuePolicy',
    Properties: { Queues: [{ Ref: 'Jobs' }], PolicyDocument: allow('sqs:SendMessage', { Principal: '*' }) },
  },
  Orders: {
    Type: 'AWS::SNS::Topic',
    Properties: { TopicName: 'orders', Subscription: [{ Protocol: 'sqs', Endpoint: arn('Dead') }] },
  },
  OrdersPolicy: {
    Type: 'AWS::SNS::TopicPolicy',
    Properties: { Topics: [{ Ref: 'Orders' }], PolicyDocument: allow('sns:Publish', { Principal: '*' }) },
  },
  Subscription: {
    Type: 'AWS::SNS::Subscription',
    Properties: {
      TopicArn: { Ref: 'Orders' },
      Protocol: 'sqs',
      Endpoint: arn('Jobs'),
      FilterPolicy: { kind: ['a'] },
      RawMessageDelivery: true,
    },
  },
  Notes: table('notes', {
    GlobalSecondaryIndexes: [
      {
        IndexName: 'again',
        KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
        Projection: { ProjectionType: 'ALL' },
      },
    ],
    StreamSpecification: { StreamViewType: 'NEW_IMAGE' },
    TimeToLiveSpecification: { AttributeName: 'expires', Enabled: true },
  }),
  Bus: { Type: 'AWS::Events::EventBus', Properties: { Name: 'team', Description: 'ours' } },
  BusPolicy: {
    Type: 'AWS::Events::EventBusPolicy',
    Properties: {
      EventBusName: 'team',
      StatementId: 'All',
      Statement: { Effect: 'Allow', Principal: '*', Action: 'events:PutEvents', Resource: arn('Bus') },
    },
  },
  Rule: {
    Type: 'AWS::Events::Rule',
    Properties: {
      EventBusName: 'team',
      EventPattern: { source: ['app'] },
      State: 'ENABLED',
      Targets: [
        {
          Id: 'jobs',
          Arn: arn('Jobs'),
          InputTransformer: { InputPathsMap: { id: '$.detail.id' }, InputTemplate: '{"id": <id>}' },
          RetryPolicy: { MaximumRetryAttempts: 1 },
          DeadLetterConfig: { Arn: arn('Dead') },
        },
      ],
    },
  },
  SchedulerRole: {
    Type: 'AWS::IAM::Role',
    Properties: { AssumeRolePolicyDocument: trust('scheduler'), ManagedPolicyArns: [{ Ref: 'Managed' }] },
  },
  Managed: {
    Type: 'AWS::IAM::ManagedPolicy',
    Properties: { ManagedPolicyName: 'sending', PolicyDocument: allow('sqs:SendMessage') },
  },
  Inline: {
    Type: 'AWS::IAM::Policy',
    Properties: {
      PolicyName: 'publishing',
      PolicyDocument: allow('sns:Publish'),
      Roles: [{ Ref: 'SchedulerRole' }],
    },
  },
  Tick: {
    Type: 'AWS::Scheduler::Schedule',
    Properties: {
      Name: 'tick',
      ScheduleExpression: 'rate(1 day)',
      FlexibleTimeWindow: { Mode: 'OFF' },
      State: 'DISABLED',
      Target: { Arn: arn('Jobs'), RoleArn: arn('SchedulerRole'), RetryPolicy: { MaximumRetryAttempts: 1 } },
    },
  },
  MachineRole: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: trust('states') } },
  Machine: {
    Type: 'AWS::StepFunctions::StateMachine',
    Properties: {
      RoleArn: arn('MachineRole'),
      StateMachineType: 'STANDARD',
      Definition: { StartAt: 'Done', States: { Done: { Type: 'Succeed' } } },
      DefinitionSubstitutions: { A: 'a' },
    },
  },
  Approve: { Type: 'AWS::StepFunctions::Activity', Properties: { Name: 'approve' } },
};

type Path = readonly string[];

/** The paths of all values in the properties of a resource, but for those inside of intrinsic functions. */
function pathsIn(value: unknown, path: Path = []): Path[] {
  const inner = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  const isCall = inner.some(([name]) => name === 'Ref' || name.startsWith('Fn::'));
  return [
    ...(path.length > 0 ? [path] : []),
    ...(isCall ? [] : inner.flatMap(([name, member]) => pathsIn(member, [...path, name]))),
  ];
}

function replaced(value: unknown, [step, ...rest]: Path, by: unknown): unknown {
  if (step === undefined) return by;
  if (Array.isArray(value))
    return value.map((one, at) => (String(at) === step ? replaced(one, rest, by) : one));
  const members = Object.entries(value ?? {});
  return Object.fromEntries(
    members.map(([name, member]) => [name, name === step ? replaced(member, rest, by) : member]),
  );
}

/** The app with the value at the `index`th path of each resource replaced. */
function spoilt(index: number, by: unknown): Resources {
  return Object.fromEntries(
    Object.entries(app).map(([id, resource]) => {
      const path = pathsIn(resource.Properties)[index];
      if (path === undefined) return [id, resource];
      return [id, { ...resource, Properties: Object(replaced(resource.Properties, path, by)) }];
    }),
  );
}

const most = Math.max(...Object.values(app).map(({ Properties }) => pathsIn(Properties).length));

/** What only this program's own mistakes say. */
const OWN_MISTAKE =
  /Cannot read|Cannot convert|not iterable|is not a function|undefined|\[object |ZodError|"path"/;

async function problemsOf(resources: Resources): Promise<readonly string[]> {
  const written = writeApp(resources);
  try {
    const local = await startLocal({ app: written.directory, clock: 'stopped' });
    await local.stop();
    return [];
  } catch (error) {
    if (error instanceof AssemblyError) return error.problems;
    throw error;
  } finally {
    written.remove();
  }
}

test('the app of these tests starts', async () => {
  expect(await problemsOf(app)).toEqual([]);
});

test.each([[5], ['x'], [''], [true], [[]], [[[]]], [{}], [{ odd: { a: 1 } }]])(
  'whatever value of a template is %j, each problem names its resource, in words of AWS or of the runtime',
  async (by) => {
    for (let index = 0; index < most; index += 1) {
      for (const problem of await problemsOf(spoilt(index, by))) {
        expect(problem).toMatch(/^AWS::\w+::\w+ \w+ in Team: ./);
        expect(problem).not.toMatch(OWN_MISTAKE);
      }
    }
  },
);
