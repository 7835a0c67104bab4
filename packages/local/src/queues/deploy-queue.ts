import { statementsOf } from '../foundation/policy-document.ts';
import type { Deployment, Resource } from '../foundation/resource-type.ts';

const numbers = [
  'DelaySeconds',
  'MaximumMessageSize',
  'MessageRetentionPeriod',
  'ReceiveMessageWaitTimeSeconds',
  'VisibilityTimeout',
];
const documents = ['RedriveAllowPolicy', 'RedrivePolicy'];

export async function deployQueue(
  { name, ref, properties }: Resource,
  deployment: Deployment,
): Promise<void> {
  const attributes: Record<string, string> = {};
  for (const key of numbers) if (properties[key] !== undefined) attributes[key] = String(properties[key]);
  for (const key of documents) if (properties[key] !== undefined) attributes[key] = asJson(properties[key]);
  checkRedrive(properties.RedrivePolicy, deployment);
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
function checkRedrive(policy: unknown, deployment: Deployment): void {
  if (policy === undefined) return;
  const { deadLetterTargetArn } = (typeof policy === 'string' ? JSON.parse(policy) : policy) as {
    deadLetterTargetArn?: string;
  };
  const exists = deployment.ofType('AWS::SQS::Queue').some(({ arn }) => arn === deadLetterTargetArn);
  if (!exists)
    throw new Error(
      `Value ${JSON.stringify(policy)} for parameter RedrivePolicy is invalid. Reason: Dead letter target does not exist.`,
    );
}
