import { expect, test } from 'vitest';
import { AwsError } from '../../src/foundation/aws-error.ts';
import type { PolicyStatement } from '../../src/foundation/resources/policy-document.ts';
import type { Caller } from '../../src/foundation/service.ts';
import { createAuthorizer } from '../../src/policies/authorizer.ts';
import { definitions } from '../../src/service-definitions.ts';

const account = '111122223333';
const region = 'eu-west-1';
const roleArn = `arn:aws:iam::${account}:role/WorkerRole`;
const worker: Caller = { account, region, roleArn, sessionName: 'worker-fn' };
const machine = `arn:aws:states:${region}:${account}:stateMachine:shop`;
const bus = `arn:aws:events:${region}:${account}:event-bus/shop`;
const queue = `arn:aws:sqs:${region}:${account}:relay`;

function authorizer(...statements: PolicyStatement[]) {
  const made = createAuthorizer(definitions, {
    partitionKeyOf: () => 'pk',
    stateMachineOf: (token) => (token === 'known' ? machine : undefined),
    queueArnOf: () => undefined,
  });
  const document = { Version: '2012-10-17', Statement: statements };
  made.setRole(roleArn, [{ name: 'WorkerPolicy', document }]);
  return made;
}

function refusal(act: () => void): AwsError {
  try {
    act();
  } catch (error) {
    if (error instanceof AwsError) return error;
  }
  throw new Error('was not refused by an AwsError');
}

test('a worker that calls SendTaskSuccess is refused in the words of AWS', () => {
  const { authorize } = authorizer({ Effect: 'Allow', Action: 'events:PutEvents', Resource: bus });
  const error = refusal(() =>
    authorize('states', 'SendTaskSuccess', { taskToken: 'known', output: '{}' }, worker),
  );
  expect(error.code).toBe('AccessDeniedException');
  expect(error.status).toBe(400);
  expect(error.message).toBe(
    `User: arn:aws:sts::${account}:assumed-role/WorkerRole/worker-fn is not authorized to perform: states:SendTaskSuccess ` +
      `on resource: ${machine} because no identity-based policy allows the states:SendTaskSuccess action`,
  );
});

test('SQS answers with its own code and small letters', () => {
  const { authorize } = authorizer();
  const input = { QueueUrl: `http://127.0.0.1:1/${account}/relay`, Entries: [] };
  const error = refusal(() => authorize('sqs', 'SendMessageBatch', input, worker));
  expect([error.code, error.status]).toEqual(['AccessDenied', 403]);
  expect(error.message).toContain(
    `sqs:sendmessage on resource: ${queue} because no identity-based policy allows the sqs:sendmessage`,
  );
});

test('an explicit deny is named as such', () => {
  const { authorize } = authorizer(
    { Effect: 'Allow', Action: 'events:*', Resource: '*' },
    { Effect: 'Deny', Action: 'events:PutEvents', Resource: bus },
  );
  const input = { Entries: [{ EventBusName: 'shop', Source: 'a', DetailType: 'b' }] };
  expect(refusal(() => authorize('events', 'PutEvents', input, worker)).message).toMatch(
    / with an explicit deny in an identity-based policy$/,
  );
});

test('what a permissions boundary does not allow is denied, whatever the role and the resource allow', () => {
  const made = authorizer({ Effect: 'Allow', Action: ['events:PutEvents', 'sqs:*'], Resource: '*' });
  const all: PolicyStatement = { Effect: 'Allow', Action: ['events:*', 'sqs:SendMessage'], Resource: '*' };
  const noBus: PolicyStatement = { Effect: 'Deny', Action: 'events:*', Resource: bus };
  made.setRole(
    roleArn,
    [{ name: 'WorkerPolicy', document: { Statement: { Effect: 'Allow', Action: '*', Resource: '*' } } }],
    { name: 'Boundary', document: { Statement: [all, noBus] } },
  );
  const receive = { Effect: 'Allow', Action: 'sqs:ReceiveMessage', Resource: queue } as const;
  made.setResourcePolicies(queue, [
    { name: 'QueuePolicy', document: { Statement: { ...receive, Principal: { AWS: roleArn } } } },
  ]);
  const input = { QueueUrl: `http://127.0.0.1:1/${account}/relay` };
  made.authorize('sqs', 'SendMessage', input, worker);
  expect(refusal(() => made.authorize('sqs', 'ReceiveMessage', input, worker)).message).toContain(
    'because no permissions boundary allows the sqs:receivemessage action',
  );
  const Entries = [{ EventBusName: 'shop', Source: 'shop' }];
  expect(refusal(() => made.authorize('events', 'PutEvents', { Entries }, worker)).message).toContain(
    'with an explicit deny in a permissions boundary',
  );
});

test('one entry of another source denies the whole PutEvents', () => {
  const { authorize } = authorizer({
    Effect: 'Allow',
    Action: 'events:PutEvents',
    Resource: bus,
    Condition: {
      StringEquals: { 'events:source': 'shop.worker' },
      StringLike: { 'events:detail-type': 'Callback *' },
    },
  });
  const own = { EventBusName: 'shop', Source: 'shop.worker', DetailType: 'Callback Succeeded', Detail: '{}' };
  expect(() => authorize('events', 'PutEvents', { Entries: [own, own] }, worker)).not.toThrow();
  const entries = { Entries: [own, { ...own, Source: 'shop.other' }] };
  expect(refusal(() => authorize('events', 'PutEvents', entries, worker)).code).toBe('AccessDeniedException');
});

test('a table may be limited to the rows of one key', () => {
  const { authorize } = authorizer({
    Effect: 'Allow',
    Action: ['dynamodb:PutItem', 'dynamodb:BatchWriteItem'],
    Resource: `arn:aws:dynamodb:${region}:${account}:table/callbacks`,
    Condition: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': 'worker#*' } },
  });
  const put = (pk: string) => ({ TableName: 'callbacks', Item: { pk: { S: pk } } });
  expect(() => authorize('dynamodb', 'PutItem', put('worker#1'), worker)).not.toThrow();
  expect(() => authorize('dynamodb', 'PutItem', put('other#1'), worker)).toThrow(AwsError);
  const batch = {
    RequestItems: {
      callbacks: [put('worker#1'), put('other#1')].map(({ Item }) => ({ PutRequest: { Item } })),
    },
  };
  expect(() => authorize('dynamodb', 'BatchWriteItem', batch, worker)).toThrow(AwsError);
});

test('an answer to an unknown token is denied only to those who may answer no machine', () => {
  const answer = { taskToken: 'unknown', output: '{}' };
  const grant = { Effect: 'Allow', Action: 'states:SendTask*', Resource: machine };
  expect(() => authorizer(grant).authorize('states', 'SendTaskSuccess', answer, worker)).not.toThrow();
  expect(() => authorizer().authorize('states', 'SendTaskSuccess', answer, worker)).toThrow(AwsError);
});

test('a rule delivers to a queue whose policy admits it, and to no other', () => {
  const made = authorizer();
  const sourceArn = `arn:aws:events:${region}:${account}:rule/shop/results`;
  const rule: Caller = { account, region, servicePrincipal: 'events.amazonaws.com', sourceArn };
  const send = { QueueUrl: `http://127.0.0.1:1/${account}/relay`, MessageBody: '{}' };
  expect(() => made.authorize('sqs', 'SendMessage', send, rule)).toThrow(AwsError);

  made.setResourcePolicies(queue, [
    {
      name: 'RelayQueuePolicy',
      document: {
        Statement: [
          {
            Effect: 'Deny',
            Principal: { AWS: '*' },
            Action: 'sqs:*',
            Resource: queue,
            Condition: { Bool: { 'aws:SecureTransport': 'false' } },
          },
          {
            Effect: 'Allow',
            Principal: { Service: 'events.amazonaws.com' },
            Action: 'sqs:SendMessage',
            Resource: queue,
            Condition: {
              ArnEquals: { 'aws:SourceArn': sourceArn },
              StringEquals: { 'aws:SourceAccount': account },
            },
          },
        ],
      },
    },
  ]);
  expect(() => made.authorize('sqs', 'SendMessage', send, rule)).not.toThrow();
  expect(() => made.authorize('sqs', 'SendMessage', send, { ...rule, sourceArn: `${sourceArn}2` })).toThrow(
    AwsError,
  );
});

test('what was allowed once is asked again when a policy changes', () => {
  const made = authorizer({ Effect: 'Allow', Action: 'sqs:SendMessage', Resource: queue });
  const rule: Caller = { account, region, servicePrincipal: 'events.amazonaws.com' };
  const admits = {
    Effect: 'Allow',
    Principal: { Service: 'events.amazonaws.com' },
    Action: 'sqs:SendMessage',
  };
  made.setResourcePolicies(queue, [{ name: 'QueuePolicy', document: { Statement: admits } }]);
  const send = (caller: Caller) =>
    made.authorize('sqs', 'SendMessage', { QueueUrl: `http://127.0.0.1:1/${account}/relay` }, caller);
  for (const caller of [worker, rule, worker, rule]) expect(() => send(caller)).not.toThrow();

  made.setRole(roleArn, []);
  expect(() => send(worker)).toThrow(AwsError);
  expect(() => send(rule)).not.toThrow();
  made.setResourcePolicies(queue, []);
  expect(() => send(rule)).toThrow(AwsError);
});

test('a resource that a policy names by the request is compared at each call', () => {
  const { authorize } = authorizer({
    Effect: 'Allow',
    Action: 'dynamodb:GetItem',
    Resource: `arn:aws:dynamodb:\${aws:RequestedRegion}:${account}:table/callbacks`,
  });
  const input = { TableName: `arn:aws:dynamodb:${region}:${account}:table/callbacks` };
  expect(() => authorize('dynamodb', 'GetItem', input, worker)).not.toThrow();
  const elsewhere = { ...worker, region: 'us-east-1' };
  expect(() => authorize('dynamodb', 'GetItem', input, elsewhere)).toThrow(AwsError);
});

test('a worker in another account publishes what the bus policy and its own role allow', () => {
  const made = authorizer();
  const guestRole = 'arn:aws:iam::444455556666:role/Guest';
  const guest: Caller = { account: '444455556666', region, roleArn: guestRole };
  const entry = { EventBusName: bus, Source: 'guest', DetailType: 'Callback Succeeded', Detail: '{}' };
  const put = (more = {}) =>
    made.authorize('events', 'PutEvents', { Entries: [{ ...entry, ...more }] }, guest);
  const grant = { Effect: 'Allow', Action: 'events:PutEvents', Resource: bus };
  made.setRole(guestRole, [{ name: 'Guest', document: { Statement: grant } }]);
  expect(refusal(() => put()).message).toContain('because no resource-based policy allows');

  const admitted = {
    ...grant,
    Principal: { AWS: '444455556666' },
    Condition: { StringEquals: { 'events:source': 'guest' } },
  };
  made.setResourcePolicies(bus, [{ name: 'BusPolicy', document: { Statement: admitted } }]);
  expect(() => put()).not.toThrow();
  expect(() => put({ Source: 'host' })).toThrow(AwsError);
});

test('the developer at the keyboard may do everything', () => {
  expect(() =>
    authorizer().authorize('states', 'StartExecution', { stateMachineArn: machine }, { account, region }),
  ).not.toThrow();
});

test('a role of the account owns what it sends to a topic, and a service does not', () => {
  const topic = `arn:aws:sns:${region}:${account}:orders`;
  const made = authorizer();
  const Condition = { StringEquals: { 'AWS:SourceOwner': account } };
  const Statement = {
    ...{ Effect: 'Allow', Principal: { AWS: '*' }, Action: 'SNS:Publish', Resource: topic, Condition },
  } as const;
  made.setResourcePolicies(topic, [{ name: 'TopicPolicy', document: { Statement } }]);
  const publish = (caller: Caller) => () =>
    made.authorize('sns', 'Publish', { TopicArn: topic, Message: 'a' }, caller);
  expect(publish(worker)).not.toThrow();
  expect(publish(rulePrincipal)).toThrow(AwsError);
  expect(publish({ ...worker, account: '444455556666' })).toThrow(AwsError);
});

test('a policy that can not be evaluated is refused when its role is set', () => {
  const Condition = { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } };
  expect(() => authorizer({ Effect: 'Allow', Action: 'sqs:*', Resource: '*', Condition })).toThrow(
    /Policy WorkerPolicy, statement 1: condition key aws:SourceIp \(under IpAddress\)/,
  );
});

const rulePrincipal: Caller = {
  account,
  region,
  servicePrincipal: 'events.amazonaws.com',
  sourceArn: `arn:aws:events:${region}:${account}:rule/shop/results`,
};

test.each([
  ['aws:PrincipalAccount', account, worker],
  ['aws:PrincipalArn', roleArn, worker],
  ['aws:PrincipalType', 'AssumedRole', worker],
  ['aws:PrincipalIsAWSService', 'false', worker],
  ['aws:PrincipalIsAWSService', 'true', rulePrincipal],
  ['aws:PrincipalServiceName', 'events.amazonaws.com', rulePrincipal],
  ['aws:SourceArn', rulePrincipal.sourceArn, rulePrincipal],
  ['aws:SourceAccount', account, rulePrincipal],
  ['aws:RequestedRegion', region, worker],
  ['aws:ResourceAccount', account, worker],
  ['aws:SecureTransport', 'true', worker],
  ['aws:ViaAWSService', 'false', worker],
])('a request has %s %s', (key, value, caller) => {
  const send = { QueueUrl: `http://127.0.0.1:1/${account}/relay`, MessageBody: '{}' };
  const allowedIf = (wanted: string) => {
    const made = authorizer();
    const Condition = { StringEquals: { [key]: wanted } };
    const statement = {
      Effect: 'Allow',
      Principal: '*',
      Action: 'sqs:*',
      Resource: queue,
      Condition,
    } as const;
    made.setResourcePolicies(queue, [{ name: 'QueuePolicy', document: { Statement: statement } }]);
    return () => made.authorize('sqs', 'SendMessage', send, caller);
  };
  expect(allowedIf(String(value))).not.toThrow();
  expect(allowedIf('another')).toThrow(AwsError);
});

test('an event that a rule forwards differs from one that is published', () => {
  const { authorize } = authorizer({
    Effect: 'Allow',
    Action: 'events:PutEvents',
    Resource: bus,
    Condition: { Bool: { 'events:eventBusInvocation': 'true' } },
  });
  const input = { Entries: [{ EventBusName: bus, Source: 'a', DetailType: 'b' }] };
  expect(() => authorize('events', 'PutEvents', input, { ...worker, sourceArn: `${bus}/r` })).not.toThrow();
  expect(() => authorize('events', 'PutEvents', input, worker)).toThrow(AwsError);
});

test('a role is given to a service by those who may pass it', () => {
  const machineRole = `arn:aws:iam::${account}:role/MachineRole`;
  const create = { Effect: 'Allow', Action: ['states:*', 'events:*', 'scheduler:*'], Resource: '*' };
  const pass = (to: string, Resource = machineRole) => ({
    ...{ Effect: 'Allow', Action: 'iam:PassRole', Resource },
    Condition: { StringEquals: { 'iam:PassedToService': to } },
  });
  const machineInput = { name: 'shop', definition: '{}', roleArn: machineRole };
  const asked = (...statements: PolicyStatement[]) => {
    const { authorize } = authorizer(create, ...statements);
    return {
      machine: () => authorize('states', 'CreateStateMachine', machineInput, worker),
      targets: () =>
        authorize('events', 'PutTargets', { Rule: 'r', Targets: [{}, { RoleArn: machineRole }] }, worker),
      schedule: () =>
        authorize('scheduler', 'CreateSchedule', { Name: 's', Target: { RoleArn: machineRole } }, worker),
      withoutRole: () => authorize('events', 'PutRule', { Name: 'r' }, worker),
    };
  };
  const none = asked();
  expect(refusal(none.machine).message).toBe(
    `User: arn:aws:sts::${account}:assumed-role/WorkerRole/worker-fn is not authorized to perform: iam:PassRole on resource: ` +
      `${machineRole} because no identity-based policy allows the iam:PassRole action`,
  );
  expect(refusal(none.targets).code).toBe('AccessDeniedException');
  expect(refusal(none.schedule).status).toBe(403);
  expect(none.withoutRole).not.toThrow();
  const states = asked(pass('states.amazonaws.com'));
  expect(states.machine).not.toThrow();
  expect(refusal(states.targets).message).toContain('iam:PassRole');
  expect(asked(pass('events.amazonaws.com')).targets).not.toThrow();
  expect(asked(pass('scheduler.amazonaws.com')).schedule).not.toThrow();
  expect(refusal(asked(pass('states.amazonaws.com', `${machineRole}2`)).machine).code).toBe(
    'AccessDeniedException',
  );
});
