type Access = 'Read' | 'Write';

/** Actions, and on what of the resource at the end of the connector: itself, its indexes, streams or executions. */
type Grant = readonly [actions: readonly string[], on: readonly ResourceForm[]];
export type ResourceForm = 'arn' | 'index' | 'stream' | 'executions' | 'rule of nested executions';

type Grants = Readonly<Partial<Record<Access, readonly Grant[]>>>;

export type Profile =
  /** A policy of the role that the source has, about the destination, or the other way round. */
  | ({ readonly kind: 'role'; readonly of: 'source' | 'destination' } & Grants)
  /** The destination's own policy, for a service. */
  | { readonly kind: 'queue' | 'topic' | 'function'; readonly service: string };

const table = {
  Read: [
    [
      ['GetItem', 'Query', 'Scan', 'BatchGetItem', 'ConditionCheckItem', 'PartiQLSelect'].map(ofTables),
      ['arn', 'index'],
    ],
  ],
  Write: [
    [
      [
        ...['PutItem', 'UpdateItem', 'DeleteItem', 'BatchWriteItem', 'PartiQLDelete', 'PartiQLInsert'],
        'PartiQLUpdate',
      ].map(ofTables),
      ['arn', 'index'],
    ],
  ],
} as const satisfies Grants;

const fn = { Write: [[['lambda:InvokeAsync', 'lambda:InvokeFunction'], ['arn']]] } as const satisfies Grants;
const topic = { Write: [[['sns:Publish'], ['arn']]] } as const satisfies Grants;
const bus = { Write: [[['events:PutEvents'], ['arn']]] } as const satisfies Grants;
const start = ['states:StartExecution'];

const receiving = ['sqs:ReceiveMessage', 'sqs:GetQueueAttributes'];

function ofTables(operation: string): string {
  return `dynamodb:${operation}`;
}

const bySource = (grants: Grants): Profile => ({ kind: 'role', of: 'source', ...grants });
const byDestination = (grants: Grants): Profile => ({ kind: 'role', of: 'destination', ...grants });

/**
 * What SAM's connectors permit, by source and destination, as far as both run here.
 * https://github.com/aws/serverless-application-model/blob/develop/samtranslator/model/connector_profiles/profiles.json
 */
export const connectorProfiles: Readonly<Record<string, Readonly<Record<string, Profile>>>> = {
  'AWS::DynamoDB::Table': {
    'AWS::Lambda::Function': byDestination({
      Read: [[['DescribeStream', 'GetRecords', 'GetShardIterator', 'ListStreams'].map(ofTables), ['stream']]],
    }),
  },
  'AWS::Events::Rule': {
    'AWS::SNS::Topic': { kind: 'topic', service: 'events.amazonaws.com' },
    'AWS::Events::EventBus': bySource(bus),
    'AWS::StepFunctions::StateMachine': bySource({ Write: [[start, ['arn']]] }),
    'AWS::Lambda::Function': { kind: 'function', service: 'events.amazonaws.com' },
    'AWS::SQS::Queue': { kind: 'queue', service: 'events.amazonaws.com' },
  },
  'AWS::Lambda::Function': {
    'AWS::Lambda::Function': bySource(fn),
    'AWS::DynamoDB::Table': bySource(table),
    'AWS::SQS::Queue': bySource({
      Read: [[receiving, ['arn']]],
      Write: [
        [['sqs:DeleteMessage', 'sqs:SendMessage', 'sqs:ChangeMessageVisibility', 'sqs:PurgeQueue'], ['arn']],
      ],
    }),
    'AWS::SNS::Topic': bySource(topic),
    'AWS::StepFunctions::StateMachine': bySource({
      Read: [
        [['states:DescribeStateMachine', 'states:ListExecutions'], ['arn']],
        [
          [
            ...['states:DescribeExecution', 'states:DescribeStateMachineForExecution'],
            'states:GetExecutionHistory',
          ],
          ['executions'],
        ],
      ],
      Write: [
        [[...start, 'states:StartSyncExecution'], ['arn']],
        [['states:StopExecution'], ['executions']],
      ],
    }),
    'AWS::Events::EventBus': bySource(bus),
  },
  'AWS::SNS::Topic': {
    'AWS::SQS::Queue': { kind: 'queue', service: 'sns.amazonaws.com' },
    'AWS::Lambda::Function': { kind: 'function', service: 'sns.amazonaws.com' },
  },
  'AWS::SQS::Queue': {
    'AWS::Lambda::Function': byDestination({
      Read: [[receiving, ['arn']]],
      Write: [[['sqs:DeleteMessage'], ['arn']]],
    }),
  },
  'AWS::StepFunctions::StateMachine': {
    'AWS::Lambda::Function': bySource(fn),
    'AWS::SNS::Topic': bySource(topic),
    'AWS::SQS::Queue': bySource({ Write: [[['sqs:SendMessage'], ['arn']]] }),
    'AWS::DynamoDB::Table': bySource(table),
    'AWS::StepFunctions::StateMachine': bySource({
      Read: [
        [['states:DescribeExecution'], ['executions']],
        [['events:DescribeRule'], ['rule of nested executions']],
      ],
      Write: [
        [start, ['arn']],
        [['states:StopExecution'], ['executions']],
        [['events:PutTargets', 'events:PutRule'], ['rule of nested executions']],
      ],
    }),
    'AWS::Events::EventBus': bySource(bus),
  },
};
