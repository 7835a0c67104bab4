import type { NamedPolicy } from '../foundation/resources/policy-document.ts';

/**
 * AWS's own policies that may be attached, with what they allow of the services that run here
 * (https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html). There are no traces and network
 * interfaces here, and a function's lines are kept without its role's leave: such a policy allows nothing.
 */
const allowed: Readonly<Record<string, readonly string[]>> = {
  'service-role/AWSLambdaBasicExecutionRole': [],
  'service-role/AWSLambdaVPCAccessExecutionRole': [],
  'service-role/AWSLambdaSQSQueueExecutionRole': [
    'sqs:ReceiveMessage',
    'sqs:DeleteMessage',
    'sqs:GetQueueAttributes',
  ],
  'service-role/AWSLambdaDynamoDBExecutionRole': [
    'dynamodb:DescribeStream',
    'dynamodb:GetRecords',
    'dynamodb:GetShardIterator',
    'dynamodb:ListStreams',
  ],
  'service-role/AWSLambdaRole': ['lambda:InvokeFunction'],
  AWSXRayDaemonWriteAccess: [],
  AWSXrayWriteOnlyAccess: [],
  AdministratorAccess: ['*'],
  AmazonEventBridgeSchedulerFullAccess: ['scheduler:*'],
  AmazonSQSReadOnlyAccess: [
    ...['sqs:GetQueueAttributes', 'sqs:GetQueueUrl', 'sqs:ListDeadLetterSourceQueues', 'sqs:ListQueues'],
    ...['sqs:ListMessageMoveTasks', 'sqs:ListQueueTags'],
  ],
  CloudWatchLambdaInsightsExecutionRolePolicy: [],
  AmazonAPIGatewayInvokeFullAccess: [],
  AmazonBedrockFullAccess: [],
  AmazonKinesisFullAccess: [],
  AmazonS3FullAccess: [],
  AmazonS3ReadOnlyAccess: [],
  AmazonSESFullAccess: [],
  AmazonSSMFullAccess: [],
  AmazonSSMReadOnlyAccess: [],
  AWSLambdaExecute: [],
  SecretsManagerReadWrite: [],
  'service-role/AWSLambdaKinesisExecutionRole': [],
  AmazonDynamoDBReadOnlyAccess: [
    ...['dynamodb:BatchGetItem', 'dynamodb:Describe*', 'dynamodb:List*', 'dynamodb:GetItem'],
    ...['dynamodb:GetResourcePolicy', 'dynamodb:Query', 'dynamodb:Scan'],
  ],
  CloudWatchEventsFullAccess: ['events:*'],
  CloudWatchFullAccess: ['logs:*'],
  CloudWatchFullAccessV2: ['logs:*'],
  CloudWatchLogsFullAccess: ['logs:*'],
  AmazonSQSFullAccess: ['sqs:*'],
  AmazonDynamoDBFullAccess: ['dynamodb:*'],
  AmazonEventBridgeFullAccess: ['events:*'],
  AmazonSNSFullAccess: ['sns:*'],
  AWSStepFunctionsFullAccess: ['states:*'],
  AWSLambda_FullAccess: ['lambda:*', 'states:DescribeStateMachine', 'states:ListStateMachines'],
};

/** Undefined for a policy that is not one of these. */
export function managedByAws(arn: string): NamedPolicy | undefined {
  const name = /^arn:aws:iam::aws:policy\/(.+)$/.exec(arn)?.[1] ?? '';
  const actions = Object.hasOwn(allowed, name) ? allowed[name] : undefined;
  if (actions === undefined) return undefined;
  const Statement = actions.length === 0 ? [] : [{ Effect: 'Allow', Action: actions, Resource: '*' }];
  return { name, document: { Version: '2012-10-17', Statement } };
}
