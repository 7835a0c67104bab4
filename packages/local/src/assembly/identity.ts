import { type AwsEnvironment, partition, queueUrl } from '../foundation/aws-environment.ts';

/** What `Ref` and `Fn::GetAtt` of a resource answer. */
export interface Identity {
  readonly name: string;
  readonly ref: string;
  readonly attributes: Readonly<Record<string, string>>;
}

type Describe = (
  name: string,
  environment: AwsEnvironment,
  properties: Readonly<Record<string, unknown>>,
) => Omit<Identity, 'name'>;

interface Kind {
  /** The property that names the resource. */
  readonly nameProperty?: string;
  readonly describe: Describe;
}

const arn = (service: string, { account, region }: AwsEnvironment, resource: string) =>
  `arn:${partition}:${service}:${region}:${account}:${resource}`;

const byName =
  (service: string, prefix: string): Describe =>
  (name, environment) => ({
    ref: name,
    attributes: { Arn: arn(service, environment, prefix + name), Name: name },
  });

const byArn =
  (service: string, prefix: string, attribute = 'Arn'): Describe =>
  (name, environment) => {
    const ref = arn(service, environment, prefix + name);
    return { ref, attributes: { [attribute]: ref, Arn: ref, Name: name } };
  };

const kinds: Readonly<Record<string, Kind>> = {
  'AWS::DynamoDB::Table': { nameProperty: 'TableName', describe: byName('dynamodb', 'table/') },
  'AWS::Events::EventBus': { nameProperty: 'Name', describe: byName('events', 'event-bus/') },
  'AWS::Events::Rule': { nameProperty: 'Name', describe: rule },
  'AWS::IAM::ManagedPolicy': { nameProperty: 'ManagedPolicyName', describe: policy },
  'AWS::IAM::Role': { nameProperty: 'RoleName', describe: role },
  'AWS::KMS::Key': { describe: byName('kms', 'key/') },
  'AWS::Lambda::Function': { nameProperty: 'FunctionName', describe: byName('lambda', 'function:') },
  'AWS::Logs::LogGroup': { nameProperty: 'LogGroupName', describe: logGroup },
  'AWS::SNS::Topic': { nameProperty: 'TopicName', describe: byArn('sns', '', 'TopicArn') },
  'AWS::SQS::Queue': { nameProperty: 'QueueName', describe: queue },
  'AWS::SSM::Parameter': { nameProperty: 'Name', describe: parameter },
  'AWS::StepFunctions::StateMachine': {
    nameProperty: 'StateMachineName',
    describe: byArn('states', 'stateMachine:'),
  },
  'AWS::CloudWatch::Alarm': { nameProperty: 'AlarmName', describe: byName('cloudwatch', 'alarm:') },
};

const nameless: Kind = { describe: (name) => ({ ref: name, attributes: {} }) };

export function namePropertyOf(type: string): string | undefined {
  return kinds[type]?.nameProperty;
}

export function identify(
  type: string,
  name: string,
  environment: AwsEnvironment,
  properties: Readonly<Record<string, unknown>>,
): Identity {
  return { name, ...(kinds[type] ?? nameless).describe(name, environment, properties) };
}

function queue(name: string, environment: AwsEnvironment): Omit<Identity, 'name'> {
  const url = queueUrl(environment, name);
  return { ref: url, attributes: { Arn: arn('sqs', environment, name), QueueName: name, QueueUrl: url } };
}

function rule(
  name: string,
  environment: AwsEnvironment,
  properties: Readonly<Record<string, unknown>>,
): Omit<Identity, 'name'> {
  const bus =
    String(properties.EventBusName ?? 'default')
      .split('/')
      .at(-1) ?? 'default';
  const path = bus === 'default' ? name : `${bus}/${name}`;
  return {
    ref: bus === 'default' ? name : `${bus}|${name}`,
    attributes: { Arn: arn('events', environment, `rule/${path}`) },
  };
}

function role(name: string, { account }: AwsEnvironment, { Path = '/' }: Readonly<Record<string, unknown>>) {
  return {
    ref: name,
    attributes: { Arn: `arn:${partition}:iam::${account}:role${Path}${name}`, RoleId: `AROA${name}` },
  };
}

function policy(
  name: string,
  { account }: AwsEnvironment,
  { Path = '/' }: Readonly<Record<string, unknown>>,
) {
  return { ref: `arn:${partition}:iam::${account}:policy${Path}${name}`, attributes: {} };
}

function logGroup(name: string, environment: AwsEnvironment): Omit<Identity, 'name'> {
  return { ref: name, attributes: { Arn: `${arn('logs', environment, `log-group:${name}`)}:*` } };
}

function parameter(name: string, _: AwsEnvironment, { Value, Type }: Readonly<Record<string, unknown>>) {
  return { ref: name, attributes: { Value: String(Value), Type: String(Type) } };
}
