import { describe, expect, test } from 'vitest';
import { functionResources, type Resources, trust } from './app.ts';
import { runtime } from './runtime.ts';

const arn = (logicalId: string) => ({ 'Fn::GetAtt': [logicalId, 'Arn'] });
const logGroup = (Properties: object) => ({ Type: 'AWS::Logs::LogGroup', Properties });
const groupArn = (name: string) => `arn:aws:logs:us-east-1:000000000000:log-group:${name}`;
const destination = (LogGroupArn: unknown) => ({ CloudWatchLogsLogGroup: { LogGroupArn } });

/** What CDK gives the role. */
const delivery = [
  ...['logs:CreateLogDelivery', 'logs:GetLogDelivery', 'logs:UpdateLogDelivery', 'logs:DeleteLogDelivery'],
  ...['logs:ListLogDeliveries', 'logs:PutResourcePolicy', 'logs:DescribeResourcePolicies'],
  'logs:DescribeLogGroups',
];

const role = (Action: readonly string[], Resource: unknown = '*', more: object = {}) => ({
  Type: 'AWS::IAM::Role',
  Properties: {
    AssumeRolePolicyDocument: trust('states'),
    Policies: [
      {
        PolicyName: 'Logs',
        PolicyDocument: { Version: '2012-10-17', Statement: { Effect: 'Allow', Action, Resource } },
      },
    ],
    ...more,
  },
});

const machine = (LoggingConfiguration: object = {}, properties: object = {}): Resources => ({
  Role: role(delivery),
  Logs: logGroup({ LogGroupName: '/aws/vendedlogs/states/orders', RetentionInDays: 30 }),
  Orders: {
    Type: 'AWS::StepFunctions::StateMachine',
    Properties: {
      RoleArn: arn('Role'),
      Definition: { StartAt: 'A', States: { A: { Type: 'Pass', End: true } } },
      LoggingConfiguration: {
        Level: 'ALL',
        Destinations: [destination(arn('Logs'))],
        ...LoggingConfiguration,
      },
      ...properties,
    },
  },
});

const to = (LogGroupArn: unknown) => machine({ Destinations: [destination(LogGroupArn)] });
const writing = ['logs:CreateLogStream', 'logs:PutLogEvents'];
const unauthorized =
  /Orders in Team: AccessDeniedException: The state machine IAM Role is not authorized to access the Log Destination: .* needs logs:CreateLogDelivery/;

describe('a state machine is refused with logs', () => {
  test.each<[string, Resources, RegExp]>([
    ['that its role may only write', { ...machine(), Role: role(writing) }, unauthorized],
    [
      'that its role may deliver to one group',
      { ...machine(), Role: role(delivery, arn('Logs')) },
      unauthorized,
    ],
    [
      'to the ARN of a group without its ending',
      to(groupArn('/aws/vendedlogs/states/orders')),
      /Log Group ARN must be provided with '\*' qualifier, .*; given: .*orders/,
    ],
    ['to two groups', machine({ Destinations: [1, 2].map(() => destination(arn('Logs'))) }), /exactly one/],
    ['to none', machine({ Destinations: [] }), /exactly one Log Destination/],
  ])('%s', async (_, resources, message) => {
    await expect(runtime(resources)).rejects.toThrow(message);
  });
});

describe('a state machine starts with logs', () => {
  test.each<[string, Resources]>([
    ['that its role may deliver', machine()],
    ['that are off, whatever its role', { ...machine({ Level: 'OFF' }), Role: role(writing) }],
    [
      'that a policy of AWS lets its role deliver',
      {
        ...machine(),
        Role: role(writing, '*', { ManagedPolicyArns: ['arn:aws:iam::aws:policy/CloudWatchLogsFullAccess'] }),
      },
    ],
    [
      'under a role that no stack makes',
      machine({}, { RoleArn: 'arn:aws:iam::000000000000:role/elsewhere' }),
    ],
    ['to the group of a function', { ...to(groupArn('/aws/lambda/Echo:*')), ...functionResources('Echo') }],
    ['to a group that no stack of the app makes', to(groupArn('elsewhere:*'))],
    ['to a group of another account', to('arn:aws:logs:us-east-1:111122223333:log-group:central:*')],
    ['and traces, which ask nothing of its role', machine({}, { TracingConfiguration: { Enabled: true } })],
  ])('%s', async (_, resources) => {
    const local = await runtime(resources);
    expect(local.resources.map(({ logicalId }) => logicalId)).toContain('Orders');
  });
});

test('a state machine may log to a group that is left out', async () => {
  const local = await runtime(machine(), { leaveOut: ['AWS::Logs::LogGroup'] });
  expect(local.ignored).toMatchObject([{ logicalId: 'Logs', why: 'left out' }]);
});

test.each([
  [{ RetentionInDays: 31 }, /#\/RetentionInDays: .*30, 60.* are taken, found: Integer \(31\)/],
  [{ LogGroupName: 'a b' }, /#\/LogGroupName: string \[a b\] does not match pattern/],
  [{ LogGroupClass: 'CHEAP' }, /#\/LogGroupClass: \("CHEAP"\) is not a valid enum value/],
])('a log group with %j is refused', async (properties, message) => {
  await expect(runtime({ Logs: logGroup(properties) })).rejects.toThrow(message);
});
