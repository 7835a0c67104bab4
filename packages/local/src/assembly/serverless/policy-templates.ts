import { isObject } from '../../foundation/is-object.ts';
import { serviceElsewhere } from './policy-templates-elsewhere.ts';

interface PolicyTemplate {
  readonly parameter: string;
  readonly actions: readonly string[];
  /** ARNs after the partition; `${Name}` is what the parameter names. */
  readonly resources: readonly string[];
}

// biome-ignore lint/suspicious/noTemplateCurlyInString: CloudFormation puts the values in.
const place = '${AWS::Region}:${AWS::AccountId}';
// biome-ignore lint/suspicious/noTemplateCurlyInString: as above.
const named = '${Name}';

const ofTable = (...operations: string[]): PolicyTemplate => ({
  parameter: 'TableName',
  actions: operations.map((operation) => `dynamodb:${operation}`),
  resources: [`dynamodb:${place}:table/${named}`, `dynamodb:${place}:table/${named}/index/*`],
});

const of = (parameter: string, resource: string, ...actions: string[]): PolicyTemplate => ({
  ...{ parameter, actions },
  resources: [resource],
});

/** By SAM's names: https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/serverless-policy-template-list.html */
const templates: Readonly<Record<string, PolicyTemplate>> = {
  SQSPollerPolicy: of(
    'QueueName',
    `sqs:${place}:${named}`,
    'sqs:ChangeMessageVisibility',
    'sqs:ChangeMessageVisibilityBatch',
    'sqs:DeleteMessage',
    'sqs:DeleteMessageBatch',
    'sqs:GetQueueAttributes',
    'sqs:ReceiveMessage',
  ),
  SQSSendMessagePolicy: of('QueueName', `sqs:${place}:${named}`, 'sqs:SendMessage*'),
  LambdaInvokePolicy: of('FunctionName', `lambda:${place}:function:${named}*`, 'lambda:InvokeFunction'),
  EventBridgePutEventsPolicy: of('EventBusName', `events:${place}:event-bus/${named}`, 'events:PutEvents'),
  StepFunctionsExecutionPolicy: of(
    'StateMachineName',
    `states:${place}:stateMachine:${named}`,
    'states:StartExecution',
  ),
  SNSCrudPolicy: of(
    'TopicName',
    `sns:${place}:${named}*`,
    ...['sns:ListSubscriptionsByTopic', 'sns:CreateTopic', 'sns:SetTopicAttributes', 'sns:Subscribe'],
    'sns:Publish',
  ),
  SNSPublishMessagePolicy: of('TopicName', `sns:${place}:${named}`, 'sns:Publish'),
  DynamoDBReconfigurePolicy: { ...ofTable('UpdateTable'), resources: [`dynamodb:${place}:table/${named}`] },
  DynamoDBStreamReadPolicy: {
    ...ofTable('DescribeStream', 'GetRecords', 'GetShardIterator', 'ListStreams'),
    resources: [`dynamodb:${place}:table/${named}/stream/*`],
  },
  DynamoDBReadPolicy: ofTable('GetItem', 'Scan', 'Query', 'BatchGetItem', 'DescribeTable'),
  DynamoDBWritePolicy: ofTable('PutItem', 'UpdateItem', 'BatchWriteItem'),
  DynamoDBCrudPolicy: ofTable(
    ...['GetItem', 'DeleteItem', 'PutItem', 'Scan', 'Query', 'UpdateItem', 'BatchWriteItem'],
    ...['BatchGetItem', 'DescribeTable', 'ConditionCheckItem'],
  ),
};

/**
 * The statements that SAM makes of `{ NAME: { PARAMETER: value } }`.
 * @throws Error where SAM has no such template that is supported, or its parameter is missing
 */
export function policyOfTemplate(policy: Readonly<Record<string, unknown>>): { readonly Statement: unknown } {
  const [name = '', given] = Object.entries(policy)[0] ?? [];
  const elsewhere = serviceElsewhere(name);
  if (elsewhere !== undefined)
    return { Statement: [{ Effect: 'Allow', Action: [`${elsewhere}:*`], Resource: '*' }] };
  const template = Object.hasOwn(templates, name) ? templates[name] : undefined;
  if (template === undefined)
    throw new Error(
      `the policy template ${name} is not supported by the local runtime: statements, names of managed policies, ${Object.keys(templates).join(', ')}, and those of services that do not run here are`,
    );
  const { parameter, actions, resources } = template;
  const value = isObject(given) ? given[parameter] : undefined;
  if (value === undefined) throw new Error(`the policy template ${name} wants its parameter ${parameter}`);
  return {
    Statement: [
      {
        Effect: 'Allow',
        Action: actions,
        Resource: resources.map((resource) => ({
          'Fn::Sub': [`arn:\${AWS::Partition}:${resource}`, { Name: value }],
        })),
      },
    ],
  };
}
