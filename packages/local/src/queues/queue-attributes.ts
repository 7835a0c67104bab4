import { AwsError } from '../foundation/aws-error.ts';
import { list, policyDocument } from '../foundation/resources/policy-document.ts';
import { LARGEST_MESSAGE_BYTES } from './message.ts';
import { parseRedriveAllowPolicy, parseRedrivePolicy } from './redrive-policy.ts';

/** Attributes as the API carries them: text by name. */
export type AttributeTexts = Readonly<Record<string, string>>;

const DAY = 86_400;

/** What may be set, with SQS's default and range in seconds or bytes (API reference, SetQueueAttributes). */
const numbers: Readonly<
  Record<string, { readonly standard: number; readonly from: number; readonly to: number }>
> = {
  DelaySeconds: { standard: 0, from: 0, to: 900 },
  MaximumMessageSize: { standard: LARGEST_MESSAGE_BYTES, from: 1024, to: LARGEST_MESSAGE_BYTES },
  MessageRetentionPeriod: { standard: 4 * DAY, from: 60, to: 14 * DAY },
  ReceiveMessageWaitTimeSeconds: { standard: 0, from: 0, to: 20 },
  VisibilityTimeout: { standard: 30, from: 0, to: 43_200 },
};

/** Kept and returned; they change nothing on one machine, or are read elsewhere. Each with what is taken. */
const texts: Readonly<Record<string, (text: string) => boolean>> = {
  Policy: isPolicy,
  KmsMasterKeyId: () => true,
  KmsDataKeyReusePeriodSeconds: (text) => isInRange(text, { from: 60, to: DAY }),
  SqsManagedSseEnabled: isBoolean,
  FifoQueue: isBoolean,
  ContentBasedDeduplication: isBoolean,
  DeduplicationScope: (text) => text === 'messageGroup' || text === 'queue',
  FifoThroughputLimit: (text) => text === 'perQueue' || text === 'perMessageGroupId',
};

/** Of FIFO queues alone. */
export const fifoAttributes: readonly string[] = [
  'ContentBasedDeduplication',
  'DeduplicationScope',
  'FifoThroughputLimit',
];

const counted = [
  'ApproximateNumberOfMessages',
  'ApproximateNumberOfMessagesDelayed',
  'ApproximateNumberOfMessagesNotVisible',
  'CreatedTimestamp',
  'LastModifiedTimestamp',
  'QueueArn',
];

export const attributeNames: readonly string[] = [
  ...Object.keys(numbers),
  ...Object.keys(texts),
  ...counted,
  'RedrivePolicy',
  'RedriveAllowPolicy',
];

/** @throws AwsError InvalidAttributeName, InvalidAttributeValue */
export function checkAttributes(attributes: AttributeTexts, standing: AttributeTexts = {}): AttributeTexts {
  for (const [name, text] of Object.entries(attributes)) {
    if (name === 'RedrivePolicy') parseRedrivePolicy(text);
    else if (name === 'RedriveAllowPolicy') parseRedriveAllowPolicy(text);
    else if (!isTaken(name, text))
      throw new AwsError('InvalidAttributeValue', `Invalid value for the parameter ${name}.`);
  }
  if (attributes.SqsManagedSseEnabled === 'true' && (attributes.KmsMasterKeyId ?? standing.KmsMasterKeyId)) {
    throw new AwsError(
      'InvalidAttributeValue',
      'You can use one type of server-side encryption (SSE) at one time. You can either enable KMS SSE or SQS SSE.',
    );
  }
  const { FifoThroughputLimit, DeduplicationScope } = { ...standing, ...attributes };
  if (FifoThroughputLimit === 'perMessageGroupId' && DeduplicationScope !== 'messageGroup') {
    throw new AwsError(
      'InvalidAttributeValue',
      'The perMessageGroupId value for FifoThroughputLimit is allowed only when the value for DeduplicationScope is messageGroup.',
    );
  }
  return attributes;
}

export function numberOf(attributes: AttributeTexts, name: string): number {
  return Number(attributes[name] ?? numbers[name]?.standard);
}

export function withStandards(attributes: AttributeTexts): AttributeTexts {
  const standards = Object.entries(numbers).map(([name, { standard }]) => [name, String(standard)]);
  const managed = attributes.KmsMasterKeyId === undefined ? 'true' : 'false';
  return { ...Object.fromEntries(standards), SqsManagedSseEnabled: managed, ...attributes };
}

/** @throws AwsError InvalidAttributeName */
function isTaken(name: string, text: string): boolean {
  const range = Object.hasOwn(numbers, name) ? numbers[name] : undefined;
  if (range !== undefined) return isInRange(text, range);
  const test = Object.hasOwn(texts, name) ? texts[name] : undefined;
  if (test === undefined) throw new AwsError('InvalidAttributeName', `Unknown Attribute ${name}.`);
  return test(text);
}

function isInRange(text: string, { from, to }: { from: number; to: number }): boolean {
  return /^\d+$/.test(text) && Number(text) >= from && Number(text) <= to;
}

function isBoolean(text: string): boolean {
  return text === 'true' || text === 'false';
}

/** A document with statements that say who may do what of SQS; the rest is read where it is enforced. */
function isPolicy(text: string): boolean {
  const document = policyDocument.safeParse(text);
  if (!document.success) return text === '';
  const statements = document.data.Statement;
  return (
    statements.length > 0 &&
    statements.every(
      ({ Principal, NotPrincipal, Action }) =>
        (Principal ?? NotPrincipal) !== undefined &&
        list(Action).every((action) => action === '*' || /^sqs:/i.test(action)),
    )
  );
}
