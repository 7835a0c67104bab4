import { isObject } from '../../foundation/is-object.ts';
import type { TemplateResource } from '../template-resource.ts';
import { destinationsOf } from './destinations.ts';

type Members = Readonly<Record<string, unknown>>;
type Resources = (readonly [string, TemplateResource])[];

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

/** A rule, by a pattern or a schedule, that may invoke the function. */
function rule({ functionId, name, properties }: ServerlessEvent): Resources {
  const { Pattern, Schedule, RuleName, Name = RuleName, Enabled, State, ...others } = properties;
  const { EventBusName, Description, Target, ...target } = others;
  const id = `${functionId}${name}`;
  const Id = isObject(Target) && Target.Id !== undefined ? Target.Id : `${id}LambdaTarget`;
  return [
    [
      id,
      {
        Type: 'AWS::Events::Rule',
        Properties: {
          ...defined({
            Name,
            Description,
            EventBusName,
            EventPattern: Pattern,
            ScheduleExpression: Schedule,
          }),
          ...defined({ State: State ?? stateOf(Enabled) }),
          Targets: [{ ...target, Arn: arnOf(functionId), Id }],
        },
      },
    ],
    permission(functionId, name, 'events.amazonaws.com', arnOf(id)),
  ];
}

/** A schedule of EventBridge Scheduler, with the role that it invokes the function with. */
function schedule({ functionId, name, properties }: ServerlessEvent): Resources {
  const { Input, RetryPolicy, DeadLetterConfig, RoleArn, OmitName, ...rest } = properties;
  const id = `${functionId}${name}`;
  const Target = {
    ...defined({ Input, RetryPolicy, DeadLetterConfig }),
    Arn: arnOf(functionId),
    RoleArn: RoleArn ?? arnOf(`${id}Role`),
  };
  const Properties = {
    ...(OmitName === true ? {} : { Name: id }),
    FlexibleTimeWindow: { Mode: 'OFF' },
    ...rest,
    Target,
  };
  const made = [id, { Type: 'AWS::Scheduler::Schedule', Properties }] as const;
  return RoleArn === undefined ? [made, schedulerRole(`${id}Role`, functionId)] : [made];
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

function schedulerRole(id: string, functionId: string) {
  const statement = (what: object) => ({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', ...what }],
  });
  const Principal = { Service: ['scheduler.amazonaws.com'] };
  const invoke = statement({ Action: 'lambda:InvokeFunction', Resource: arnOf(functionId) });
  const Properties = {
    AssumeRolePolicyDocument: statement({ Action: ['sts:AssumeRole'], Principal }),
    Policies: [{ PolicyName: `${id}LambdaPolicy`, PolicyDocument: invoke }],
  };
  return [id, { Type: 'AWS::IAM::Role', Properties }] as const;
}

/** What may be an intrinsic function is passed on: `State` says it where there is no plain value. */
function stateOf(enabled: unknown): string | undefined {
  if (enabled === undefined) return undefined;
  return String(enabled) === 'false' ? 'DISABLED' : 'ENABLED';
}

function arnOf(logicalId: string) {
  return { 'Fn::GetAtt': [logicalId, 'Arn'] };
}

function defined(members: Members): Members {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}
