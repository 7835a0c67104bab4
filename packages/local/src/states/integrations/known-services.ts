/** Services of `aws-sdk` integrations that are supported, by the SDK's name; each with that of IAM actions and its client's, as it stands in errors. */
export const SDK_SERVICES = {
  dynamodb: { iamPrefix: 'dynamodb', client: 'DynamoDb' },
  sqs: { iamPrefix: 'sqs', client: 'Sqs' },
  sns: { iamPrefix: 'sns', client: 'Sns' },
  eventbridge: { iamPrefix: 'events', client: 'EventBridge' },
  scheduler: { iamPrefix: 'scheduler', client: 'Scheduler' },
  lambda: { iamPrefix: 'lambda', client: 'Lambda' },
  sfn: { iamPrefix: 'states', client: 'Sfn' },
} as const;

export type SdkServiceName = keyof typeof SDK_SERVICES;

export const isSdkService = (name: string): name is SdkServiceName => Object.hasOwn(SDK_SERVICES, name);

const JOBS = ['', '.sync', '.waitForTaskToken'];

/**
 * Optimized integrations of services that are not supported here, with the patterns that AWS has for them:
 * https://docs.aws.amazon.com/step-functions/latest/dg/integrate-optimized.html
 */
const OTHERS: Readonly<Record<string, readonly string[]>> = {
  apigateway: ['', '.waitForTaskToken'],
  athena: ['', '.sync'],
  batch: ['', '.sync'],
  bedrock: JOBS,
  codebuild: ['', '.sync'],
  databrew: ['', '.sync'],
  ecs: JOBS,
  eks: ['', '.sync'],
  elasticmapreduce: ['', '.sync'],
  'emr-containers': ['', '.sync'],
  'emr-serverless': ['', '.sync'],
  glue: ['', '.sync'],
  http: ['', '.waitForTaskToken'],
  mediaconvert: ['', '.sync'],
  sagemaker: ['', '.sync'],
};

/** Whether AWS has such an integration, as far as the service's name tells. */
export const isKnownService = (resourceType: string, suffix: string): boolean => {
  if (/^aws-sdk:[a-z][a-z0-9]+$/.test(resourceType)) return suffix === '' || suffix === '.waitForTaskToken';
  return Object.hasOwn(OTHERS, resourceType) && (OTHERS[resourceType] ?? []).includes(suffix);
};
