/** What a type's properties do here. */
export interface SupportedType {
  readonly supported: readonly string[];
  /** Properties that change nothing that a program on one machine could tell, and why. */
  readonly withoutEffect?: Readonly<Record<string, string>>;
}

const tagged = { Tags: 'names for people and bills' };
const encrypted = "encryption at rest is the disk's matter";
const traced = 'the trace header is passed on; nothing collects traces';

/** The types that are supported. A property that is in neither list is refused by name. */
export const supportedTypes: Readonly<Record<string, SupportedType>> = {
  'AWS::DynamoDB::Table': {
    supported: [
      'AttributeDefinitions',
      'BillingMode',
      'GlobalSecondaryIndexes',
      'KeySchema',
      'LocalSecondaryIndexes',
      'ProvisionedThroughput',
      'ResourcePolicy',
      'TableName',
      'TimeToLiveSpecification',
    ],
    withoutEffect: {
      ...tagged,
      ContributorInsightsSpecification: 'a metric',
      DeletionProtectionEnabled: 'nothing deletes stacks here',
      PointInTimeRecoverySpecification: 'there are no backups here',
      SSESpecification: encrypted,
      TableClass: 'a price',
    },
  },
  'AWS::SQS::Queue': {
    supported: [
      'DelaySeconds',
      'MaximumMessageSize',
      'MessageRetentionPeriod',
      'QueueName',
      'ReceiveMessageWaitTimeSeconds',
      'RedriveAllowPolicy',
      'RedrivePolicy',
      'VisibilityTimeout',
    ],
    withoutEffect: {
      ...tagged,
      KmsDataKeyReusePeriodSeconds: encrypted,
      KmsMasterKeyId: encrypted,
      SqsManagedSseEnabled: encrypted,
    },
  },
  'AWS::SQS::QueuePolicy': { supported: ['PolicyDocument', 'Queues'] },
  'AWS::Events::EventBus': {
    supported: ['Description', 'Name', 'Policy'],
    withoutEffect: { ...tagged, KmsKeyIdentifier: encrypted, LogConfig: 'nothing collects logs of buses' },
  },
  'AWS::Events::EventBusPolicy': {
    supported: ['Action', 'Condition', 'EventBusName', 'Principal', 'Statement', 'StatementId'],
  },
  'AWS::Events::Rule': {
    supported: ['Description', 'EventBusName', 'EventPattern', 'Name', 'RoleArn', 'State', 'Targets'],
    withoutEffect: tagged,
  },
  'AWS::Lambda::Function': {
    supported: [
      'Code',
      'DeadLetterConfig',
      'Description',
      'Environment',
      'FunctionName',
      'Handler',
      'MemorySize',
      'ReservedConcurrentExecutions',
      'Role',
      'Runtime',
      'Timeout',
    ],
    withoutEffect: {
      ...tagged,
      Architectures: 'JavaScript runs on both',
      KmsKeyArn: encrypted,
      LoggingConfig: 'lines are shown as they are printed',
      PackageType: 'only Zip gets here, for images have no Handler',
      RecursiveLoop: 'loops are not detected here',
      RuntimeManagementConfig: 'the runtime is this Node.js',
      TracingConfig: traced,
    },
  },
  'AWS::Lambda::EventSourceMapping': {
    supported: [
      'BatchSize',
      'Enabled',
      'EventSourceArn',
      'FunctionName',
      'FunctionResponseTypes',
      'MaximumBatchingWindowInSeconds',
      'ScalingConfig',
    ],
    withoutEffect: { ...tagged, MetricsConfig: 'metrics' },
  },
  'AWS::Lambda::Permission': {
    supported: ['Action', 'FunctionName', 'Principal', 'PrincipalOrgID', 'SourceAccount', 'SourceArn'],
  },
  'AWS::Lambda::EventInvokeConfig': {
    supported: [
      'DestinationConfig',
      'FunctionName',
      'MaximumEventAgeInSeconds',
      'MaximumRetryAttempts',
      'Qualifier',
    ],
  },
  'AWS::StepFunctions::StateMachine': {
    supported: [
      'Definition',
      'DefinitionString',
      'DefinitionSubstitutions',
      'RoleArn',
      'StateMachineName',
      'StateMachineType',
    ],
    withoutEffect: {
      ...tagged,
      EncryptionConfiguration: encrypted,
      LoggingConfiguration: 'the history says it all',
      TracingConfiguration: traced,
    },
  },
  'AWS::IAM::Role': {
    supported: ['AssumeRolePolicyDocument', 'ManagedPolicyArns', 'Path', 'Policies', 'RoleName'],
    withoutEffect: { ...tagged, Description: 'for people', MaxSessionDuration: 'sessions do not end here' },
  },
  'AWS::IAM::Policy': { supported: ['PolicyDocument', 'PolicyName', 'Roles'] },
  'AWS::IAM::ManagedPolicy': {
    supported: ['ManagedPolicyName', 'Path', 'PolicyDocument', 'Roles'],
    withoutEffect: { Description: 'for people' },
  },
};

/** Types that are passed over on purpose, and why nothing is missed by it. */
export const ignoredTypes: Readonly<Record<string, string>> = {
  'AWS::CDK::Metadata': "CDK's own statistics",
  'AWS::CloudWatch::Alarm': 'an alarm watches metrics, which nothing collects here',
  'AWS::CloudWatch::CompositeAlarm': 'an alarm watches metrics, which nothing collects here',
  'AWS::CloudWatch::Dashboard': 'a dashboard shows metrics, which nothing collects here',
  'AWS::KMS::Alias': "a key's name, and keys are passed over",
  'AWS::KMS::Key': "encryption at rest is the disk's matter",
  'AWS::Logs::LogGroup': 'lines are shown as they are printed',
  'AWS::Logs::MetricFilter': 'nothing collects metrics here',
  'AWS::Logs::QueryDefinition': 'a saved query of the console',
  'AWS::Logs::ResourcePolicy': 'log groups are passed over',
  'AWS::SNS::Subscription': 'topics are passed over',
  'AWS::SNS::Topic': 'takes what alarms say, which are passed over; a call to SNS is refused',
  'AWS::SNS::TopicPolicy': 'topics are passed over',
  'AWS::SSM::Parameter': 'read by other stacks of the app when they are resolved; a call to SSM is refused',
};
