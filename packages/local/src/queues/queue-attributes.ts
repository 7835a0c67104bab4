import { AwsError } from '../foundation/aws-error.ts';
import { LARGEST_MESSAGE_BYTES } from './message.ts';

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

/** Kept and returned; they change nothing on one machine, or are read elsewhere (`Policy`). */
const texts = [
  'Policy',
  'RedriveAllowPolicy',
  'KmsMasterKeyId',
  'KmsDataKeyReusePeriodSeconds',
  'SqsManagedSseEnabled',
];

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
  ...texts,
  ...fifoAttributes,
  'FifoQueue',
  ...counted,
  'RedrivePolicy',
];

export interface RedrivePolicy {
  readonly deadLetterTargetArn: string;
  readonly maxReceiveCount: number;
}

/** @throws AwsError InvalidAttributeName, InvalidAttributeValue */
export function checkAttributes(attributes: AttributeTexts, standing: AttributeTexts = {}): AttributeTexts {
  for (const [name, text] of Object.entries(attributes)) {
    const range = numbers[name];
    if (range !== undefined) checkNumber(name, text, range);
    else if (name === 'RedrivePolicy') parseRedrivePolicy(text);
    else if (!texts.includes(name) && !fifoAttributes.includes(name) && name !== 'FifoQueue')
      throw new AwsError('InvalidAttributeName', `Unknown Attribute ${name}.`);
  }
  if (attributes.SqsManagedSseEnabled === 'true' && (attributes.KmsMasterKeyId ?? standing.KmsMasterKeyId)) {
    throw new AwsError(
      'InvalidAttributeValue',
      'You can use one type of server-side encryption (SSE) at one time. You can either enable KMS SSE or SQS SSE.',
    );
  }
  return attributes;
}

export function numberOf(attributes: AttributeTexts, name: string): number {
  return Number(attributes[name] ?? numbers[name]?.standard);
}

/** @throws AwsError InvalidAttributeValue */
export function parseRedrivePolicy(text: string | undefined): RedrivePolicy | undefined {
  if (text === undefined || text === '') return undefined;
  try {
    const { deadLetterTargetArn, maxReceiveCount } = JSON.parse(text) as Record<string, unknown>;
    const count = Number(maxReceiveCount);
    if (typeof deadLetterTargetArn === 'string' && Number.isInteger(count) && count >= 1 && count <= 1000) {
      return { deadLetterTargetArn, maxReceiveCount: count };
    }
  } catch {
    // Falls through to the same answer: SQS does not tell bad JSON from bad members.
  }
  throw new AwsError('InvalidAttributeValue', `Value ${text} for parameter RedrivePolicy is invalid.`);
}

export function withStandards(attributes: AttributeTexts): AttributeTexts {
  const standards = Object.entries(numbers).map(([name, { standard }]) => [name, String(standard)]);
  const managed = attributes.KmsMasterKeyId === undefined ? 'true' : 'false';
  return { ...Object.fromEntries(standards), SqsManagedSseEnabled: managed, ...attributes };
}

function checkNumber(name: string, text: string, { from, to }: { from: number; to: number }): void {
  const value = Number(text);
  if (/^\d+$/.test(String(text)) && value >= from && value <= to) return;
  throw new AwsError('InvalidAttributeValue', `Invalid value for the parameter ${name}.`);
}
