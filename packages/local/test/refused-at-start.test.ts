import { expect, test } from 'vitest';
import { functionResources, type Resources, trust } from './app.ts';
import { queue, runtime } from './runtime.ts';

const arn = (logicalId: string) => ({ 'Fn::GetAtt': [logicalId, 'Arn'] });
const consume = ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'];

const mapping = (source: unknown = arn('Jobs')): Resources => ({
  Mapping: {
    Type: 'AWS::Lambda::EventSourceMapping',
    Properties: { FunctionName: { Ref: 'Echo' }, EventSourceArn: source },
  },
});

const role = (statement: object): Resources => ({
  Role: {
    Type: 'AWS::IAM::Role',
    Properties: {
      AssumeRolePolicyDocument: trust('lambda'),
      Policies: [
        {
          PolicyName: 'Inline',
          PolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', ...statement }] },
        },
      ],
    },
  },
});

const machine = (service: string): Resources => ({
  MachineRole: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: trust(service) } },
  Machine: {
    Type: 'AWS::StepFunctions::StateMachine',
    Properties: {
      RoleArn: arn('MachineRole'),
      Definition: { StartAt: 'A', States: { A: { Type: 'Pass', End: true } } },
    },
  },
});

/** Each is refused by CloudFormation or the service; README lists them. */
const refusals: Readonly<Record<string, { resources: Resources; message: RegExp }>> = {
  'a queue that shows a message again while the function still has it': {
    resources: {
      ...functionResources('Echo', { actions: consume, properties: { Timeout: 31 } }),
      Jobs: queue('jobs'),
      ...mapping(),
    },
    message: /Queue visibility timeout: 30 seconds is less than Function timeout: 31 seconds/,
  },
  'a mapping of a queue that is not there': {
    resources: {
      ...functionResources('Echo', { actions: consume }),
      ...mapping('arn:aws:sqs:us-east-1:000000000000:nowhere'),
    },
    message: /NonExistentQueue.*nowhere/,
  },
  'a mapping whose role may not receive': {
    resources: {
      ...functionResources('Echo', { actions: consume.slice(1) }),
      Jobs: queue('jobs'),
      ...mapping(),
    },
    message: /does not have permissions to call ReceiveMessage on SQS/,
  },
  'a mapping whose role may not delete': {
    resources: {
      ...functionResources('Echo', { actions: consume.slice(0, 1) }),
      Jobs: queue('jobs'),
      ...mapping(),
    },
    message: /does not have permissions to call DeleteMessage on SQS/,
  },
  'a role that Lambda may not assume': {
    resources: {
      ...functionResources('Echo'),
      EchoRole: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: trust('states') } },
    },
    message: /can't be assumed by lambda\.amazonaws\.com/,
  },
  'a role that Step Functions may not assume': {
    resources: machine('lambda'),
    message: /can't be assumed by states\.amazonaws\.com/,
  },
  'a timeout over 15 minutes': {
    resources: functionResources('Echo', { properties: { Timeout: 901 } }),
    message:
      /Value '901' at 'timeout' failed to satisfy constraint: Member must have value less than or equal to 900/,
  },
  'too little memory': {
    resources: functionResources('Echo', { properties: { MemorySize: 64 } }),
    message:
      /Value '64' at 'memorySize' failed to satisfy constraint: Member must have value greater than or equal to 128/,
  },
  // https://github.com/aws/aws-cdk/pull/31922
  'a queue that says it is no FIFO queue': {
    resources: { Jobs: queue('jobs', { FifoQueue: false }) },
    message: /Unknown Attribute FifoQueue\./,
  },
  'a redrive to a queue that is not there': {
    resources: {
      Jobs: queue('jobs', {
        RedrivePolicy: { deadLetterTargetArn: 'arn:aws:sqs:us-east-1:000000000000:gone', maxReceiveCount: 3 },
      }),
    },
    message: /RedrivePolicy is invalid\. Reason: Dead letter target does not exist/,
  },
  'a redrive to a queue of another account': {
    resources: {
      Jobs: queue('jobs', {
        RedrivePolicy: { deadLetterTargetArn: 'arn:aws:sqs:us-east-1:111122223333:jobs', maxReceiveCount: 3 },
      }),
    },
    message: /Dead letter target does not exist/,
  },
  "a principal in a role's policy": {
    resources: role({ Principal: '*', Action: 'sqs:SendMessage', Resource: '*' }),
    message: /MalformedPolicyDocument: Inline: Policy document should not specify a principal/,
  },
  'a policy without actions': {
    resources: role({ Action: [], Resource: '*' }),
    message: /MalformedPolicyDocument: Inline: Policy statement must contain actions/,
  },
  'a policy without resources': {
    resources: role({ Action: 'sqs:SendMessage' }),
    message: /MalformedPolicyDocument: Inline: Policy statement must contain resources/,
  },
  'an action without its service': {
    resources: role({ Action: 'SendMessage', Resource: '*' }),
    message: /must be prefaced by a vendor.*SendMessage/,
  },
  'a trust policy without a statement': {
    resources: { Role: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: {} } } },
    message: /MalformedPolicyDocument: AssumeRolePolicyDocument: The policy has no statement/,
  },
  'a trust policy without a principal': {
    resources: {
      Role: {
        Type: 'AWS::IAM::Role',
        Properties: {
          AssumeRolePolicyDocument: { Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole' }] },
        },
      },
    },
    message: /Policy statement must contain a principal/,
  },
};

test.each(Object.entries(refusals))('%s is refused', async (_, { resources, message }) => {
  await expect(runtime(resources)).rejects.toThrow(message);
});
