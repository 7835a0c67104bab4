import { DescribeEventBusCommand, EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { DescribeActivityCommand, SFNClient } from '@aws-sdk/client-sfn';
import { GetTopicAttributesCommand, PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { expect, onTestFinished, test } from 'vitest';
import { functionResources, type Resources } from './app.ts';
import { runtime } from './runtime.ts';

const TopicArn = 'arn:aws:sns:us-east-1:000000000000:orders';

test('what changes nothing on one machine is ignored, and listed with the reason', async () => {
  const types = [
    ...['AWS::CDK::Metadata', 'AWS::CloudWatch::Alarm', 'AWS::CloudWatch::CompositeAlarm'],
    ...['AWS::CloudWatch::Dashboard', 'AWS::KMS::Alias', 'AWS::KMS::Key'],
    ...['AWS::Lambda::LayerVersionPermission', 'AWS::Logs::LogStream'],
    ...['AWS::Logs::MetricFilter', 'AWS::Logs::QueryDefinition', 'AWS::Logs::ResourcePolicy'],
    ...['AWS::SSM::Parameter', 'Custom::LogRetention', 'Custom::CloudwatchLogResourcePolicy123'],
  ];
  const resources = types.map((Type, index) => [
    `R${index}`,
    { Type, Properties: { Type: 'String', Value: 'v' } },
  ]);
  const local = await runtime(Object.fromEntries(resources) as Resources);
  expect(local.ignored.map(({ type }) => type)).toEqual(types);
  for (const { why } of local.ignored) expect(why).not.toBe('');
  expect(local.resources).toEqual([]);
});

test.each([
  ['AWS::IAM::Policy', 'PolicyName'],
  ['AWS::IAM::ManagedPolicy', 'ManagedPolicyName'],
])('a role may do what an %s that names it allows, and nothing else', async (Type, name) => {
  const publishing = { Effect: 'Allow', Action: 'sns:Publish', Resource: '*' };
  const local = await runtime({
    ...functionResources('Echo'),
    Topic: { Type: 'AWS::SNS::Topic', Properties: { TopicName: 'orders' } },
    Policy: {
      Type,
      Properties: {
        [name]: 'Publishing',
        PolicyDocument: { Version: '2012-10-17', Statement: [publishing] },
        Roles: [{ Ref: 'EchoRole' }],
      },
    },
  });
  const variables = (await local.invoke('Echo', { environment: true })) as Record<string, string>;
  const { AWS_ACCESS_KEY_ID: accessKeyId = '', AWS_SECRET_ACCESS_KEY: secretAccessKey = '' } = variables;
  const sns = new SNSClient({ ...local.clientConfig, credentials: { accessKeyId, secretAccessKey } });
  onTestFinished(() => sns.destroy());
  const { MessageId } = await sns.send(new PublishCommand({ TopicArn, Message: 'm' }));
  expect(MessageId).toBeDefined();
  await expect(sns.send(new GetTopicAttributesCommand({ TopicArn }))).rejects.toThrow(/not authorized/);
});

test('the policy of a topic is its own', async () => {
  const publish = { Effect: 'Allow', Principal: '*', Action: 'sns:Publish', Resource: '*' };
  const local = await runtime({
    Topic: { Type: 'AWS::SNS::Topic', Properties: { TopicName: 'orders' } },
    Policy: {
      Type: 'AWS::SNS::TopicPolicy',
      Properties: {
        Topics: [{ Ref: 'Topic' }],
        PolicyDocument: { Version: '2012-10-17', Statement: [publish] },
      },
    },
  });
  const sns = new SNSClient(local.clientConfig);
  onTestFinished(() => sns.destroy());
  const { Attributes } = await sns.send(new GetTopicAttributesCommand({ TopicArn }));
  expect(JSON.parse(Attributes?.Policy ?? '')).toMatchObject({ Statement: [publish] });
});

test('the statements of a bus are its policy', async () => {
  const local = await runtime({
    Bus: { Type: 'AWS::Events::EventBus', Properties: { Name: 'team' } },
    Policy: {
      Type: 'AWS::Events::EventBusPolicy',
      Properties: {
        EventBusName: 'team',
        StatementId: 'Neighbour',
        Action: 'events:PutEvents',
        Principal: '111122223333',
      },
    },
  });
  const events = new EventBridgeClient(local.clientConfig);
  onTestFinished(() => events.destroy());
  const { Policy } = await events.send(new DescribeEventBusCommand({ Name: 'team' }));
  expect(JSON.parse(Policy ?? '')).toMatchObject({
    Statement: [{ Sid: 'Neighbour', Principal: { AWS: 'arn:aws:iam::111122223333:root' } }],
  });
});

test('an activity is there', async () => {
  const local = await runtime({
    Activity: { Type: 'AWS::StepFunctions::Activity', Properties: { Name: 'approve' } },
  });
  const states = new SFNClient(local.clientConfig);
  onTestFinished(() => states.destroy());
  const activityArn = 'arn:aws:states:us-east-1:000000000000:activity:approve';
  expect(await states.send(new DescribeActivityCommand({ activityArn }))).toMatchObject({ name: 'approve' });
});
