import { destinationsOf } from './destinations.ts';
import { type EventTarget, eventRule, eventSchedule } from './event-rule.ts';
import { arnOf, type Members, type Resources } from './made.ts';

/** An event of a function. */
export interface ServerlessEvent {
  /** Logical ID of the function. */
  readonly functionId: string;
  readonly name: string;
  readonly properties: Members;
}

/** What an event becomes, and the managed policy that the function's role takes for it. */
export interface ServerlessEventType {
  readonly resources: (event: ServerlessEvent) => Resources;
  readonly managed?: string;
  /** What else the role takes. */
  readonly statements?: (event: ServerlessEvent) => readonly object[];
}

const servicePolicy = (name: string) => `arn:aws:iam::aws:policy/service-role/${name}`;

/** By SAM's names: https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-function-eventsource.html */
export const serverlessEventTypes: Readonly<Record<string, ServerlessEventType>> = {
  SQS: { resources: mapping('Queue'), managed: servicePolicy('AWSLambdaSQSQueueExecutionRole') },
  DynamoDB: {
    resources: mapping('Stream'),
    managed: servicePolicy('AWSLambdaDynamoDBExecutionRole'),
    statements: ({ functionId, properties }) =>
      destinationsOf(functionId, properties.DestinationConfig).statements,
  },
  EventBridgeRule: { resources: rule },
  CloudWatchEvent: { resources: rule },
  Schedule: { resources: rule },
  ScheduleV2: { resources: schedule },
  SNS: { resources: subscription },
};

/** An event source mapping, of the source that one of its properties names. */
function mapping(source: string): ServerlessEventType['resources'] {
  return ({ functionId, name, properties }) => {
    const { [source]: EventSourceArn, DestinationConfig, ...rest } = properties;
    const destinations = destinationsOf(functionId, DestinationConfig).properties;
    const Properties = { ...rest, ...destinations, EventSourceArn, FunctionName: { Ref: functionId } };
    return [[`${functionId}${name}`, { Type: 'AWS::Lambda::EventSourceMapping', Properties }]];
  };
}

/** A rule that may invoke the function. */
function rule({ functionId, name, properties }: ServerlessEvent): Resources {
  const id = `${functionId}${name}`;
  return [
    ...eventRule(id, properties, targetOf(functionId)),
    permission(functionId, name, 'events.amazonaws.com', arnOf(id)),
  ];
}

function schedule({ functionId, name, properties }: ServerlessEvent): Resources {
  return eventSchedule(`${functionId}${name}`, properties, targetOf(functionId));
}

function targetOf(functionId: string): EventTarget {
  return { arn: arnOf(functionId), idSuffix: 'LambdaTarget', action: 'lambda:InvokeFunction' };
}

function subscription({ functionId, name, properties }: ServerlessEvent): Resources {
  const { Topic, ...rest } = properties;
  const Properties = { ...rest, TopicArn: Topic, Protocol: 'lambda', Endpoint: arnOf(functionId) };
  return [
    [`${functionId}${name}`, { Type: 'AWS::SNS::Subscription', Properties }],
    permission(functionId, name, 'sns.amazonaws.com', Topic),
  ];
}

function permission(functionId: string, name: string, Principal: string, SourceArn: unknown) {
  const Properties = {
    Action: 'lambda:InvokeFunction',
    FunctionName: { Ref: functionId },
    ...{ Principal, SourceArn },
  };
  return [`${functionId}${name}Permission`, { Type: 'AWS::Lambda::Permission', Properties }] as const;
}
