import { describe, expect, test } from 'vitest';
import { functionResources, type Resources, trust } from './app.ts';
import { queue, runtime } from './runtime.ts';

const arn = (logicalId: string) => ({ 'Fn::GetAtt': [logicalId, 'Arn'] });
const fn = (properties: object, actions: readonly string[] = []) =>
  functionResources('Echo', { properties, actions });
const variables = (Variables: object) => fn({ Environment: { Variables } });

const statement = { Effect: 'Allow', Action: 'sqs:SendMessage', Resource: '*' };
const role = (Statement: object[], more: object = {}): Resources => ({
  Role: {
    Type: 'AWS::IAM::Role',
    Properties: {
      AssumeRolePolicyDocument: trust('lambda'),
      Policies: [{ PolicyName: 'Inline', PolicyDocument: { Version: '2012-10-17', Statement } }],
      ...more,
    },
  },
});
const policy = (PolicyDocument: object) => ({
  Policies: [{ PolicyName: 'Inline', PolicyDocument }],
});

const machine = (properties: object): Resources => ({
  MachineRole: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: trust('states') } },
  Machine: {
    Type: 'AWS::StepFunctions::StateMachine',
    Properties: { RoleArn: arn('MachineRole'), ...properties },
  },
});
const Definition = { StartAt: 'A', States: { A: { Type: 'Pass', End: true } } };

const config = (properties: object): Resources => ({
  ...fn({}),
  Config: {
    Type: 'AWS::Lambda::EventInvokeConfig',
    Properties: { FunctionName: { Ref: 'Echo' }, Qualifier: '$LATEST', ...properties },
  },
});
const alias = (properties: object): Resources => ({
  ...fn({}),
  Live: {
    Type: 'AWS::Lambda::Alias',
    Properties: { FunctionName: { Ref: 'Echo' }, FunctionVersion: '$LATEST', Name: 'live', ...properties },
  },
});

const described = 'd'.repeat(513);

const queuePolicy = (Statement: object): Resources => ({
  Jobs: queue('jobs'),
  Policy: {
    Type: 'AWS::SQS::QueuePolicy',
    Properties: { Queues: [{ Ref: 'Jobs' }], PolicyDocument: { Version: '2012-10-17', Statement } },
  },
});

type Refusals = Readonly<Record<string, [resources: Resources, message: RegExp]>>;

/** By the service that refuses it on AWS. */
const refusals: Readonly<Record<string, Refusals>> = {
  Lambda: {
    'a name with a space': [fn({ FunctionName: 'a b' }), /string \[a b\] does not match pattern/],
    'a name of 65 characters': [fn({ FunctionName: 'a'.repeat(65) }), /expected maxLength: 64, actual: 65/],
    'a runtime that never was': [fn({ Runtime: 'nodejs21.x' }), /runtime parameter of nodejs21\.x/],
    'a runtime that is not made with any more': [
      fn({ Runtime: 'nodejs12.x' }),
      /runtime parameter of nodejs12/,
    ],
    'a role that is not an ARN': [
      fn({ Role: 'MyRole' }),
      /#\/Role: string \[MyRole\] does not match pattern/,
    ],
    'two architectures': [
      fn({ Architectures: ['arm64', 'x86_64'] }),
      /#\/Architectures: expected maximum item count: 1, found: 2/,
    ],
    'little ephemeral storage': [
      fn({ EphemeralStorage: { Size: 511 } }),
      /#\/EphemeralStorage\/Size: 511 is not greater or equal to 512/,
    ],
    'negative concurrency': [fn({ ReservedConcurrentExecutions: -1 }), /-1 is not greater or equal to 0/],
    'a reserved environment variable': [
      variables({ TABLE: 't', AWS_REGION: 'eu-west-1' }),
      /reserved keys .* Reserved keys used in this request: AWS_REGION/,
    ],
    'a variable of one letter': [variables({ A: 'a' }), /Map keys must satisfy constraint.*given A/],
    'a variable with a hyphen': [variables({ 'a-b': 'a' }), /Map keys must satisfy constraint.*given a-b/],
    'an environment over 4 KB': [
      variables({ ONE: 'é'.repeat(2050) }),
      /exceeded the 4KB limit\. As JSON they have 4110 bytes/,
    ],
    'a dead-letter queue that the role may not send to': [
      { ...fn({ DeadLetterConfig: { TargetArn: arn('Jobs') } }), Jobs: queue('jobs') },
      /The provided execution role does not have permissions to call SendMessage on SQS/,
    ],
    'a dead-letter queue that is a function': [
      fn({ DeadLetterConfig: { TargetArn: 'arn:aws:lambda:us-east-1:000000000000:function:other' } }),
      /the destination .*function:other is not supported by the local runtime: those of sqs, sns are/,
    ],
    'a destination that the role may not call': [
      {
        ...config({ DestinationConfig: { OnFailure: { Destination: arn('Jobs') } } }),
        Jobs: queue('jobs'),
      },
      /The function's execution role does not have permissions to call SendMessage on arn:.*:jobs/,
    ],
    'three retries': [config({ MaximumRetryAttempts: 3 }), /3 is not less or equal to 2/],
    'a configuration of an alias that is not there': [config({ Qualifier: 'live' }), /not found: Echo:live/],
    'an alias that is a number': [alias({ Name: '12' }), /#\/Name: string \[12\] does not match pattern/],
    'an alias of a version that is not there': [alias({ FunctionVersion: '7' }), /not found: Echo:7/],
  },
  SQS: {
    'a policy without a principal': [queuePolicy(statement), /Invalid value for the parameter Policy/],
    'a policy about another service': [
      queuePolicy({ ...statement, Principal: '*', Action: 'sns:Publish' }),
      /Invalid value for the parameter Policy/,
    ],
    'a policy of a queue by its ARN': [
      {
        Jobs: queue('jobs'),
        Policy: {
          Type: 'AWS::SQS::QueuePolicy',
          Properties: {
            Queues: [arn('Jobs')],
            PolicyDocument: { Version: '2012-10-17', Statement: { ...statement, Principal: '*' } },
          },
        },
      },
      /Policy in Team: Queues takes the URLs of queues, .*given: arn:.*:jobs/,
    ],
    'both kinds of encryption': [
      { Jobs: queue('jobs', { KmsMasterKeyId: 'alias/aws/sqs', SqsManagedSseEnabled: true }) },
      /one type of server-side encryption/,
    ],
    'throughput by group of deduplication by queue': [
      { Jobs: queue('jobs.fifo', { FifoQueue: true, FifoThroughputLimit: 'perMessageGroupId' }) },
      /allowed only when the value for DeduplicationScope is messageGroup/,
    ],
  },
  IAM: {
    'a role name with a space': [role([statement], { RoleName: 'a b' }), /does not match pattern/],
    'a session of a minute': [
      role([statement], { MaxSessionDuration: 60 }),
      /60 is not greater or equal to 3600/,
    ],
    'an unknown version': [
      role([], policy({ Version: '2012-10-18', Statement: statement })),
      /MalformedPolicyDocument: Inline: Syntax errors in policy. The Version 2012-10-18/,
    ],
    'a statement with Action and NotAction': [
      role([{ ...statement, NotAction: 'sqs:DeleteQueue' }]),
      /Syntax errors in policy\. A statement has Action and NotAction/,
    ],
    'an effect in small letters': [role([{ ...statement, Effect: 'allow' }]), /The Effect allow is neither/],
    'a statement ID with a space': [role([{ ...statement, Sid: 'a b' }]), /\(SID\) must be alpha-numeric/],
    'two statements of one ID': [
      role([
        { ...statement, Sid: 'a' },
        { ...statement, Sid: 'a' },
      ]),
      /\(SID\) in a single policy must be unique/,
    ],
    'a resource that is not an ARN': [
      role([{ ...statement, Resource: ['*', 'jobs'] }]),
      /Resource jobs must be in ARN format or "\*"\./,
    ],
    'a condition that is not known': [
      role([{ ...statement, Action: 's3:GetObject', Condition: { StringEqual: { 'aws:username': 'a' } } }]),
      /Invalid Condition type : StringEqual\./,
    ],
    'a trust policy about another service': [
      role([statement], {
        AssumeRolePolicyDocument: {
          Statement: { ...trust('lambda').Statement[0], Action: 'sqs:SendMessage' },
        },
      }),
      /AssumeRole policy may only specify STS AssumeRole actions/,
    ],
    'inline policies over 10,240 characters': [
      role([
        { ...statement, Resource: Array(200).fill(`arn:aws:sqs:us-east-1:000000000000:${'q'.repeat(40)}`) },
      ]),
      /Maximum policy size of 10240 bytes exceeded for role/,
    ],
    'a policy of no role': [
      {
        Policy: {
          Type: 'AWS::IAM::Policy',
          Properties: { PolicyName: 'Alone', PolicyDocument: { Statement: statement } },
        },
      },
      /At least one of \[Groups,Roles,Users\] must be non-empty/,
    ],
  },
  EventBridge: {
    'a bus with a slash': [
      { Bus: { Type: 'AWS::Events::EventBus', Properties: { Name: 'a/b' } } },
      /Event bus name a\/b is not valid/,
    ],
    'a rule with a long description': [
      {
        Rule: {
          Type: 'AWS::Events::Rule',
          Properties: { EventPattern: { source: ['orders'] }, Description: described },
        },
      },
      /at 'description' .* length less than or equal to 512/,
    ],
    'a bus with a long description': [
      { Bus: { Type: 'AWS::Events::EventBus', Properties: { Name: 'orders', Description: described } } },
      /at 'description' .* length less than or equal to 512/,
    ],
    'a statement of a bus whose ID has a space': [
      {
        Bus: { Type: 'AWS::Events::EventBus', Properties: { Name: 'orders' } },
        Policy: {
          Type: 'AWS::Events::EventBusPolicy',
          Properties: {
            EventBusName: 'orders',
            StatementId: 'a b',
            Action: 'events:PutEvents',
            Principal: '*',
          },
        },
      },
      /#\/StatementId: string \[a b\] does not match pattern/,
    ],
    'a policy of a bus that is not there': [
      {
        Policy: {
          Type: 'AWS::Events::EventBusPolicy',
          Properties: { EventBusName: 'gone', StatementId: 'A', Statement: { ...statement, Principal: '*' } },
        },
      },
      /Event bus gone does not exist/,
    ],
  },
  'Step Functions': {
    'two definitions': [
      machine({ Definition, DefinitionString: JSON.stringify(Definition) }),
      /Exactly one of Definition, .*, and Definition and DefinitionString is/,
    ],
    'no definition': [machine({}), /Exactly one of Definition, .*, and none is/],
    'a level that is not known': [
      machine({ Definition, LoggingConfiguration: { Level: 'SOME' } }),
      /#\/LoggingConfiguration\/Level: \("SOME"\) is not a valid enum value: \[ALL, ERROR, FATAL, OFF\]/,
    ],
    'logs that go nowhere': [
      machine({ Definition, LoggingConfiguration: { Level: 'ALL' } }),
      /InvalidLoggingConfiguration: .* exactly one Log Destination/,
    ],
  },
  SNS: {
    'a policy about another service': [
      {
        Topic: { Type: 'AWS::SNS::Topic' },
        Policy: {
          Type: 'AWS::SNS::TopicPolicy',
          Properties: {
            Topics: [{ Ref: 'Topic' }],
            PolicyDocument: { Version: '2012-10-17', Statement: { ...statement, Principal: '*' } },
          },
        },
      },
      /Policy statement action out of service scope!/,
    ],
    'a FIFO queue that subscribes': [
      {
        Jobs: queue('jobs.fifo', { FifoQueue: true }),
        Topic: { Type: 'AWS::SNS::Topic' },
        Subscription: {
          Type: 'AWS::SNS::Subscription',
          Properties: { TopicArn: { Ref: 'Topic' }, Protocol: 'sqs', Endpoint: arn('Jobs') },
        },
      },
      /FIFO SQS Queues can not be subscribed to standard SNS topics/,
    ],
  },
};

describe.each(Object.entries(refusals))('%s refuses', (_, ofService) => {
  test.each(Object.entries(ofService))('%s', async (_name, [resources, message]) => {
    await expect(runtime(resources)).rejects.toThrow(message);
  });
});

test('a topic hears of invocations that failed, as destination and as dead-letter queue', async () => {
  const local = await runtime({
    ...fn({ DeadLetterConfig: { TargetArn: { Ref: 'Failures' } } }, ['sns:Publish']),
    Config: {
      Type: 'AWS::Lambda::EventInvokeConfig',
      Properties: {
        FunctionName: arn('Echo'),
        Qualifier: '$LATEST',
        MaximumRetryAttempts: 0,
        DestinationConfig: { OnFailure: { Destination: { Ref: 'Failures' } } },
      },
    },
    Failures: { Type: 'AWS::SNS::Topic' },
    Heard: queue('heard'),
    Policy: {
      Type: 'AWS::SQS::QueuePolicy',
      Properties: {
        Queues: [{ Ref: 'Heard' }],
        PolicyDocument: {
          Version: '2012-10-17',
          Statement: { ...statement, Principal: { Service: 'sns.amazonaws.com' }, Resource: arn('Heard') },
        },
      },
    },
    Subscription: {
      Type: 'AWS::SNS::Subscription',
      Properties: {
        TopicArn: { Ref: 'Failures' },
        Protocol: 'sqs',
        Endpoint: arn('Heard'),
        RawMessageDelivery: true,
      },
    },
  });
  const { LambdaClient, InvokeCommand } = await import('@aws-sdk/client-lambda');
  const Payload = JSON.stringify({ throws: 'Error' });
  await new LambdaClient(local.clientConfig).send(
    new InvokeCommand({ FunctionName: 'Echo', InvocationType: 'Event', Payload }),
  );
  expect((await local.receiveMessage('heard')).body).toMatchObject({ requestPayload: { throws: 'Error' } });
  expect((await local.receiveMessage('heard')).body).toEqual({ throws: 'Error' });
});
