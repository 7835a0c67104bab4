import { expect, test } from 'vitest';
import { type Resources, trust } from './app.ts';
import { queue, runtime } from './runtime.ts';

const arn = (logicalId: string) => ({ 'Fn::GetAtt': [logicalId, 'Arn'] });

const schedule = (properties: object, target: object = {}): Resources => ({
  Jobs: queue('jobs'),
  Ordered: queue('ordered.fifo', { FifoQueue: true }),
  Role: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: trust('scheduler') } },
  Group: { Type: 'AWS::Scheduler::ScheduleGroup', Properties: { Name: 'team' } },
  Tick: {
    Type: 'AWS::Scheduler::Schedule',
    Properties: {
      ScheduleExpression: 'rate(1 hour)',
      FlexibleTimeWindow: { Mode: 'OFF' },
      Target: { Arn: arn('Jobs'), RoleArn: arn('Role'), ...target },
      ...properties,
    },
  },
});

const [may, june] = ['2027-05-01T00:00:00Z', '2027-06-01T00:00:00Z'];

/** https://docs.aws.amazon.com/scheduler/latest/APIReference/API_CreateSchedule.html, and the types that it names. */
const refusals: Readonly<Record<string, [resources: Resources, message: RegExp]>> = {
  'of a group whose name is none': [schedule({ GroupName: 'a b' }), /Value 'a b' at 'groupName' failed/],
  'with a long description': [
    schedule({ Description: 'd'.repeat(513) }),
    /at 'description' .* length less than or equal to 512/,
  ],
  'whose target is tried 186 times again': [
    schedule({}, { RetryPolicy: { MaximumRetryAttempts: 186 } }),
    /Value '186' at 'target\.retryPolicy\.maximumRetryAttempts' .* less than or equal to 185/,
  ],
  'whose events are too old within a minute': [
    schedule({}, { RetryPolicy: { MaximumEventAgeInSeconds: 59 } }),
    /Value '59' at 'target\.retryPolicy\.maximumEventAgeInSeconds' .* greater than or equal to 60/,
  ],
  'whose events are kept for more than a day': [
    schedule({}, { RetryPolicy: { MaximumEventAgeInSeconds: 86_401 } }),
    /less than or equal to 86400/,
  ],
  'with a FIFO queue for dead letters': [
    schedule({}, { DeadLetterConfig: { Arn: arn('Ordered') } }),
    /must name a standard SQS queue, and arn:.*:ordered\.fifo is a FIFO queue/,
  ],
  'with a topic for dead letters': [
    schedule({}, { DeadLetterConfig: { Arn: 'arn:aws:sns:us-east-1:000000000000:dead' } }),
    /at 'target\.deadLetterConfig\.arn' .* regular expression pattern/,
  ],
  'with a message group without a name': [
    schedule({}, { Arn: arn('Ordered'), SqsParameters: { MessageGroupId: '' } }),
    /at 'target\.sqsParameters\.messageGroupId' .* length greater than or equal to 1/,
  ],
  "that speaks for a service of AWS's": [
    schedule(
      {},
      {
        Arn: 'arn:aws:events:us-east-1:000000000000:event-bus/default',
        EventBridgeParameters: { DetailType: 'Due', Source: 'aws.orders' },
      },
    ),
    /Value 'aws\.orders' at 'target\.eventBridgeParameters\.source' failed/,
  ],
  'in a group with a slash': [
    { Group: { Type: 'AWS::Scheduler::ScheduleGroup', Properties: { Name: 'a/b' } } },
    /#\/Name: string \[a\/b\] does not match pattern/,
  ],
};

test.each(Object.entries(refusals))('a schedule %s is refused', async (_, [resources, message]) => {
  await expect(runtime(resources)).rejects.toThrow(message);
});

test.each<[string, Resources]>([
  ['of a group that the template makes', schedule({ GroupName: { Ref: 'Group' } })],
  ['of the group that always is', schedule({ GroupName: 'default' })],
  ['of a group that no stack of the app makes', schedule({ GroupName: 'platform' })],
  ['with dates in order', schedule({ StartDate: may, EndDate: june })],
  // No source has AWS refuse it: it never comes.
  ['with dates out of order', schedule({ StartDate: june, EndDate: may })],
  [
    'with retries at both ends of their ranges',
    schedule({}, { RetryPolicy: { MaximumEventAgeInSeconds: 60, MaximumRetryAttempts: 185 } }),
  ],
  ['with a standard queue for dead letters', schedule({}, { DeadLetterConfig: { Arn: arn('Jobs') } })],
  ['with a rate whose unit does not agree', schedule({ ScheduleExpression: 'rate(1 hours)' })],
])('a schedule %s starts', async (_, resources) => {
  const local = await runtime(resources);
  expect(local.resources.map(({ logicalId }) => logicalId)).toContain('Tick');
});
