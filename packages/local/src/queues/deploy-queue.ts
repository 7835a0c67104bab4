import { statementsOf } from '../foundation/policy-document.ts';
import type { Deployment, Resource } from '../foundation/resource-type.ts';
import { parseRedrivePolicy } from './redrive-policy.ts';

const numbers = [
  'DelaySeconds',
  'MaximumMessageSize',
  'MessageRetentionPeriod',
  'ReceiveMessageWaitTimeSeconds',
  'VisibilityTimeout',
];
const texts = ['ContentBasedDeduplication', 'DeduplicationScope', 'FifoQueue', 'FifoThroughputLimit'];
const documents = ['RedriveAllowPolicy', 'RedrivePolicy'];

/** @throws Error where the redrive policies of queues lead in a circle, which CloudFormation refuses */
export async function deployQueue(
  resource: Resource,
  deployment: Deployment,
  sources: readonly Resource[] = [],
): Promise<void> {
  const { name, ref, properties } = resource;
  if (sources.includes(resource))
    throw new Error(`Circular dependency between resources: ${sources.map(({ name: of }) => of).join(', ')}`);
  const attributes: Record<string, string> = {};
  for (const key of [...numbers, ...texts])
    if (properties[key] !== undefined) attributes[key] = String(properties[key]);
  for (const key of documents) if (properties[key] !== undefined) attributes[key] = asJson(properties[key]);
  // SQS asks for the dead-letter queue to be there.
  const target = deadLetterQueue(properties.RedrivePolicy, deployment);
  if (target !== undefined) await deployQueue(target, deployment, [...sources, resource]);
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

/** Undefined where the app has none: SQS itself refuses that. */
function deadLetterQueue(policy: unknown, deployment: Deployment): Resource | undefined {
  if (policy === undefined) return undefined;
  const arn = parseRedrivePolicy(asJson(policy))?.deadLetterTargetArn;
  return deployment.ofType('AWS::SQS::Queue').find((queue) => queue.arn === arn);
}
