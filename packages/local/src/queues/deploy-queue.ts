import type { z } from 'zod';
import type { Deployment, Resource } from '../foundation/resources/resource-type.ts';
import { documentText } from '../foundation/resources/template-values.ts';
import { parseRedrivePolicy } from './redrive-policy.ts';
import { queuePolicyProperties, queueProperties } from './resource-properties.ts';

type Queue = Resource<z.infer<typeof queueProperties>>;

const numbers = [
  'DelaySeconds',
  'MaximumMessageSize',
  'MessageRetentionPeriod',
  'ReceiveMessageWaitTimeSeconds',
  'VisibilityTimeout',
];
const texts = [
  'ContentBasedDeduplication',
  'DeduplicationScope',
  'FifoQueue',
  'FifoThroughputLimit',
  'KmsDataKeyReusePeriodSeconds',
  'KmsMasterKeyId',
  'SqsManagedSseEnabled',
];
const documents = ['RedriveAllowPolicy', 'RedrivePolicy'] as const;

/** @throws Error where the redrive policies of queues lead in a circle, which CloudFormation refuses */
export async function deployQueue(
  resource: Queue,
  deployment: Deployment,
  sources: readonly Queue[] = [],
): Promise<void> {
  const { name, ref, properties } = resource;
  if (sources.some(({ ref: of }) => of === ref))
    throw new Error(`Circular dependency between resources: ${sources.map(({ name: of }) => of).join(', ')}`);
  const attributes: Record<string, string> = {};
  for (const key of [...numbers, ...texts])
    if (properties[key] !== undefined) attributes[key] = String(properties[key]);
  for (const key of documents) {
    const document = properties[key];
    if (document !== undefined) attributes[key] = documentText(document);
  }
  // SQS asks for the dead-letter queue to be there.
  const target = deadLetterQueue(resource, deployment);
  if (target !== undefined) await deployQueue(target, deployment, [...sources, resource]);
  const policy = policyOf(ref, deployment);
  if (policy !== undefined) attributes.Policy = policy;
  await deployment.call('sqs', 'CreateQueue', { QueueName: name, Attributes: attributes });
}

/**
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sqs-queuepolicy.html: URLs;
 * https://github.com/serverless/serverless/issues/7276: with an ARN the deployment fails.
 * @throws Error where a queue is named by anything else
 */
export function checkQueuePolicy({
  properties: { Queues },
}: Resource<z.infer<typeof queuePolicyProperties>>): void {
  const wrong = Queues.filter((url) => !/^https?:\/\//.test(url));
  if (wrong.length > 0)
    throw new Error(`Queues takes the URLs of queues, as Ref gives them; given: ${wrong.join(', ')}`);
}

/** All queue policies of the app that name the queue, as one. */
function policyOf(queueUrl: string, deployment: Deployment): string | undefined {
  const naming = deployment
    .ofType('AWS::SQS::QueuePolicy', queuePolicyProperties)
    .filter(({ properties: { Queues } }) => Queues.includes(queueUrl));
  if (naming.length === 0) return undefined;
  const Statement = naming.flatMap(({ properties: { PolicyDocument } }) => PolicyDocument.Statement);
  return JSON.stringify({ Version: '2012-10-17', Statement });
}

/** Undefined where the app has none: SQS itself refuses that. */
function deadLetterQueue(
  { properties: { RedrivePolicy } }: Queue,
  deployment: Deployment,
): Queue | undefined {
  if (RedrivePolicy === undefined) return undefined;
  const arn = parseRedrivePolicy(documentText(RedrivePolicy))?.deadLetterTargetArn;
  return deployment.ofType('AWS::SQS::Queue', queueProperties).find((queue) => queue.arn === arn);
}
