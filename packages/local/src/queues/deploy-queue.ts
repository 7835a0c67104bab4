import { statementsOf } from '../foundation/policy-document.ts';
import type { Deployment, Resource } from '../foundation/resource-type.ts';
import { isFifoName } from './queue.ts';

const numbers = [
  'DelaySeconds',
  'MaximumMessageSize',
  'MessageRetentionPeriod',
  'ReceiveMessageWaitTimeSeconds',
  'VisibilityTimeout',
];
const texts = ['ContentBasedDeduplication', 'DeduplicationScope', 'FifoQueue', 'FifoThroughputLimit'];
const documents = ['RedriveAllowPolicy', 'RedrivePolicy'];

export async function deployQueue(
  { name, ref, properties }: Resource,
  deployment: Deployment,
): Promise<void> {
  const attributes: Record<string, string> = {};
  for (const key of [...numbers, ...texts])
    if (properties[key] !== undefined) attributes[key] = String(properties[key]);
  for (const key of documents) if (properties[key] !== undefined) attributes[key] = asJson(properties[key]);
  checkRedrive(name, properties.RedrivePolicy, deployment);
  const policy = policyOf(ref, deployment);
  if (policy !== undefined) attributes.Policy = policy;
  await deployment.call('sqs', 'CreateQueue', { QueueName: name, Attributes: attributes });
}

/** All queue policies of the app that name the queue, as one. */
function policyOf(queueUrl: string, deployment: Deployment): string | undefined {
  const naming = deployment
    .ofType('AWS::SQS::QueuePolicy')
    .filter(({ properties: { Queues } }) => (Queues as string[]).includes(queueUrl));
  if (naming.length === 0) return undefined;
  const Statement = naming.flatMap(({ properties: { PolicyDocument } }) => statementsOf(PolicyDocument));
  return JSON.stringify({ Version: '2012-10-17', Statement });
}

function asJson(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** @throws Error in SQS's words: a queue's dead letters stay in its account and region */
function checkRedrive(name: string, policy: unknown, deployment: Deployment): void {
  if (policy === undefined) return;
  const { deadLetterTargetArn } = (typeof policy === 'string' ? JSON.parse(policy) : policy) as {
    deadLetterTargetArn?: string;
  };
  const target = deployment.ofType('AWS::SQS::Queue').find(({ arn }) => arn === deadLetterTargetArn);
  if (target !== undefined && isFifoName(target.name) !== isFifoName(name))
    throw new Error(
      `Value ${JSON.stringify(policy)} for parameter RedrivePolicy is invalid. Reason: Dead letter target must be same type of queue as the source.`,
    );
  if (target === undefined)
    throw new Error(
      `Value ${JSON.stringify(policy)} for parameter RedrivePolicy is invalid. Reason: Dead letter target does not exist.`,
    );
}
