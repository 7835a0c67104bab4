import { AwsError } from '../foundation/aws-error.ts';
import { list, policyDocument } from '../foundation/resources/policy-document.ts';
import { LARGEST_MESSAGE_BYTES } from './message.ts';
import { parseRedriveAllowPolicy, redrivePolicyText } from './redrive-policy.ts';

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

/** Of FIFO queues alone, with their defaults. */
export const fifoAttributes: AttributeTexts = {
  ContentBasedDeduplication: 'false',
  DeduplicationScope: 'queue',
  FifoThroughputLimit: 'perQueue',
};

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

/**
 * As SQS shows what it is given: flags in small letters, and a redrive policy with its count as a number.
 * @throws AwsError InvalidAttributeValue, InvalidParameterValue of a redrive policy
 */
export function normalized(attributes: AttributeTexts): AttributeTexts {
  const pairs = Object.entries(attributes).map(([name, text]): [string, string] => {
    if (name === 'RedrivePolicy') return [name, redrivePolicyText(text)];
    return [name, texts[name] === isBoolean ? text.toLowerCase() : text];
  });
  return Object.fromEntries(pairs);
}

/** @throws AwsError InvalidAttributeName, InvalidAttributeValue */
export function checkAttributes(attributes: AttributeTexts, standing: AttributeTexts = {}): AttributeTexts {
  for (const [name, text] of Object.entries(attributes)) {
    if (name === 'RedrivePolicy') continue;
    if (name === 'RedriveAllowPolicy') parseRedriveAllowPolicy(text);
    else if (!isTaken(name, text))
      throw new AwsError('InvalidAttributeValue', `Invalid value for the parameter ${name}.`);
  }
  if (attributes.SqsManagedSseEnabled === 'true' && (attributes.KmsMasterKeyId ?? standing.KmsMasterKeyId)) {
    throw new AwsError(
      'InvalidAttributeName',
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
  const { KmsDataKeyReusePeriodSeconds: reuse, SqsManagedSseEnabled = 'true', ...others } = attributes;
  const isManaged = others.KmsMasterKeyId === undefined;
  return {
    ...Object.fromEntries(standards),
    ...(others.FifoQueue === 'true' && fifoAttributes),
    ...others,
    // A key takes the place of SQS's own, which does not come back with the key's end (recorded).
    SqsManagedSseEnabled: isManaged ? SqsManagedSseEnabled : 'false',
    ...(!isManaged && reuse !== undefined && { KmsDataKeyReusePeriodSeconds: reuse }),
  };
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
