import type { BaseInput } from './base-input.ts';
import { lambdaInputs, schedulerInputs } from './fuzz-rest-inputs.ts';
import { stateInputs } from './fuzz-state-inputs.ts';
import { tableInputs } from './fuzz-table-inputs.ts';
import { snsInputs } from './fuzz-topic-inputs.ts';

/** Test helper: an input that is taken, for each operation, by service. */
export function baseInputs(endpoint: string) {
  const QueueUrl = `${endpoint}/000000000000/jobs`;
  const jobs = 'arn:aws:sqs:us-east-1:000000000000:jobs';
  const attributes = {
    kind: { DataType: 'String', StringValue: 'a' },
    n: { DataType: 'Number', StringValue: '1' },
  };
  const message = { MessageBody: 'hello', DelaySeconds: 0, MessageAttributes: attributes };
  const entries = (entry: object) => ({
    QueueUrl,
    Entries: [
      { Id: 'a', ...entry },
      { Id: 'b', ...entry },
    ],
  });
  const receipt = { ReceiptHandle: 'AAAA' };
  const bus = { EventBusName: 'team' };
  const target = {
    Id: 'one',
    Arn: jobs,
    InputTransformer: { InputPathsMap: { id: '$.detail.id' }, InputTemplate: '{"id": <id>}' },
    RetryPolicy: { MaximumRetryAttempts: 1, MaximumEventAgeInSeconds: 60 },
    DeadLetterConfig: { Arn: jobs },
  };
  const sqs: Readonly<Record<string, object>> = {
    CreateQueue: {
      QueueName: 'other',
      Attributes: {
        DelaySeconds: '1',
        RedrivePolicy: `{"deadLetterTargetArn":"${jobs}","maxReceiveCount":3}`,
      },
      tags: { a: 'b' },
    },
    GetQueueUrl: { QueueName: 'jobs', QueueOwnerAWSAccountId: '000000000000' },
    ListQueues: { QueueNamePrefix: 'j', MaxResults: 10 },
    GetQueueAttributes: { QueueUrl, AttributeNames: ['All'] },
    SetQueueAttributes: { QueueUrl, Attributes: { VisibilityTimeout: '10', Policy: '' } },
    PurgeQueue: { QueueUrl },
    DeleteQueue: { QueueUrl: QueueUrl.replace('jobs', 'other') },
    ListDeadLetterSourceQueues: { QueueUrl },
    TagQueue: { QueueUrl, Tags: { a: 'b' } },
    UntagQueue: { QueueUrl, TagKeys: ['a'] },
    ListQueueTags: { QueueUrl },
    SendMessage: { QueueUrl, ...message },
    SendMessageBatch: entries(message),
    ReceiveMessage: {
      QueueUrl,
      MaxNumberOfMessages: 10,
      WaitTimeSeconds: 0,
      AttributeNames: ['All'],
      MessageAttributeNames: ['All'],
    },
    DeleteMessage: { QueueUrl, ...receipt },
    DeleteMessageBatch: entries(receipt),
    ChangeMessageVisibility: { QueueUrl, ...receipt, VisibilityTimeout: 1 },
    ChangeMessageVisibilityBatch: entries({ ...receipt, VisibilityTimeout: 1 }),
    StartMessageMoveTask: { SourceArn: jobs, DestinationArn: jobs, MaxNumberOfMessagesPerSecond: 1 },
    ListMessageMoveTasks: { SourceArn: jobs, MaxResults: 1 },
    CancelMessageMoveTask: { TaskHandle: 'AAAA' },
    AddPermission: { QueueUrl, Label: 'all', AWSAccountIds: ['000000000000'], Actions: ['SendMessage'] },
    RemovePermission: { QueueUrl, Label: 'none' },
  };
  const event = {
    id: '1',
    account: '1',
    source: 'test',
    time: '2026-01-01T00:00:00Z',
    region: 'r',
    'detail-type': 'x',
    detail: { a: 1 },
  };
  const events: Readonly<Record<string, object>> = {
    PutEvents: {
      Entries: [
        {
          ...bus,
          Source: 'test',
          DetailType: 'Done',
          Detail: '{"id":1}',
          Resources: ['r'],
          Time: 1_700_000_000,
        },
      ],
    },
    CreateEventBus: { Name: 'bus', Description: 'd', Tags: [{ Key: 'a', Value: 'b' }] },
    DescribeEventBus: { Name: 'team' },
    ListEventBuses: { NamePrefix: 't', Limit: 10 },
    PutRule: {
      ...bus,
      Name: 'other',
      EventPattern: '{"source":["x",{"prefix":"y"}]}',
      State: 'ENABLED',
      Description: 'd',
    },
    DescribeRule: { ...bus, Name: 'rule' },
    ListRules: { ...bus, NamePrefix: 'r' },
    EnableRule: { ...bus, Name: 'rule' },
    DisableRule: { ...bus, Name: 'other' },
    DeleteRule: { ...bus, Name: 'other', Force: true },
    DeleteEventBus: { Name: 'bus' },
    PutTargets: { ...bus, Rule: 'rule', Targets: [target] },
    RemoveTargets: { ...bus, Rule: 'rule', Ids: ['two'] },
    ListTargetsByRule: { ...bus, Rule: 'rule' },
    PutPermission: { ...bus, Action: 'events:PutEvents', Principal: '*', StatementId: 'all' },
    RemovePermission: { ...bus, StatementId: 'none' },
    TestEventPattern: { Event: JSON.stringify(event), EventPattern: '{"source":["test"]}' },
  };
  const logs: Readonly<Record<string, object>> = {
    DescribeLogGroups: { logGroupNamePrefix: '/aws', limit: 1, nextToken: 'x' },
    FilterLogEvents: {
      ...{ logGroupName: '/aws/lambda/Echo', filterPattern: '"a" ?b { $.c = 1 }', limit: 1, nextToken: 'x' },
      ...{ startTime: 0, endTime: 1_900_000_000_000, logStreamNames: ['a'] },
    },
  };
  return {
    dynamodb: targets('DynamoDB_20120810', tableInputs),
    sqs: targets('AmazonSQS', sqs),
    events: targets('AWSEvents', events),
    states: targets('AWSStepFunctions', stateInputs),
    lambda: lambdaInputs,
    scheduler: schedulerInputs,
    logs: targets('Logs_20140328', logs),
    sns: targets('SNS', snsInputs),
  };
}

function targets(prefix: string, inputs: Readonly<Record<string, object>>): BaseInput[] {
  return Object.entries(inputs).map(([operation, input]) => [`${prefix}.${operation}`, input]);
}
