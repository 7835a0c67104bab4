import { z } from 'zod';
import { AwsError } from '../foundation/aws-error.ts';
import { isObject } from '../foundation/is-object.ts';
import { isQueueArn } from '../foundation/resources/identities.ts';
import { invalidParameter } from './queue-error.ts';

export interface RedrivePolicy {
  readonly deadLetterTargetArn: string;
  readonly maxReceiveCount: number;
}

const MEMBERS = ['deadLetterTargetArn', 'maxReceiveCount'];

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html */
const MOST_RECEIVES = 1000;

/** @throws AwsError InvalidAttributeValue, InvalidParameterValue in SQS's words */
export function parseRedrivePolicy(text: string | undefined): RedrivePolicy | undefined {
  if (text === undefined || text === '') return undefined;
  const policy = parseJson(text);
  if (!isObject(policy))
    throw new AwsError(
      'InvalidAttributeValue',
      'Invalid value for the parameter RedrivePolicy. Reason: Redrive policy is not a valid JSON map.',
    );
  const missing = MEMBERS.toReversed().find((member) => policy[member] === undefined);
  if (missing !== undefined)
    throw refusedPolicy(text, `Redrive policy does not contain mandatory attribute: ${missing}.`);
  if (Object.keys(policy).length > MEMBERS.length)
    throw refusedPolicy(text, `Only following attributes are supported: [${MEMBERS.join(', ')}].`);
  const { deadLetterTargetArn: arn, maxReceiveCount: given } = policy;
  // SQS takes the number as a text too, which many clients send.
  const count = typeof given === 'string' || typeof given === 'number' ? Number(given) : Number.NaN;
  if (!Number.isInteger(count) || count < 1 || count > MOST_RECEIVES)
    throw refusedPolicy(
      text,
      `Invalid value for maxReceiveCount: ${String(given)}, valid values are from 1 to ${MOST_RECEIVES} both inclusive.`,
    );
  if (typeof arn !== 'string' || !isQueueArn(arn))
    throw refusedPolicy(text, 'Invalid value for deadLetterTargetArn.');
  return { deadLetterTargetArn: arn, maxReceiveCount: count };
}

/** As SQS shows it, whatever way it was written. */
export function redrivePolicyText(text: string): string {
  const policy = parseRedrivePolicy(text);
  return policy === undefined ? '' : JSON.stringify(policy);
}

function refusedPolicy(text: string, reason: string): AwsError {
  return invalidParameter(`Value ${text} for parameter RedrivePolicy is invalid. Reason: ${reason}`);
}

/** Which queues may have this one as their dead-letter queue. */
export interface RedriveAllowPolicy {
  readonly redrivePermission: 'allowAll' | 'denyAll' | 'byQueue';
  /** With `byQueue` alone. */
  readonly sourceQueueArns?: readonly string[];
}

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html */
const MOST_SOURCES = 10;

const allowSchema = z.discriminatedUnion('redrivePermission', [
  z.strictObject({ redrivePermission: z.enum(['allowAll', 'denyAll']) }),
  z.strictObject({
    redrivePermission: z.literal('byQueue'),
    sourceQueueArns: z.array(z.string().startsWith('arn:')).min(1).max(MOST_SOURCES),
  }),
]);

/** @throws AwsError InvalidAttributeValue */
export function parseRedriveAllowPolicy(text: string | undefined): RedriveAllowPolicy {
  if (text === undefined || text === '') return { redrivePermission: 'allowAll' };
  const parsed = allowSchema.safeParse(parseJson(text));
  if (!parsed.success)
    throw new AwsError('InvalidAttributeValue', `Value ${text} for parameter RedriveAllowPolicy is invalid.`);
  return parsed.data;
}

/** Undefined for a text that is not JSON. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** What a queue is known by here. */
interface RedriveEnd {
  readonly arn: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/**
 * Whether the queue that a redrive policy names takes the dead letters of the source.
 * @throws AwsError InvalidParameterValue in SQS's words
 */
export function checkRedriveTarget(
  text: string | undefined,
  sourceArn: string,
  queueByArn: (arn: string) => RedriveEnd | undefined,
): void {
  const policy = parseRedrivePolicy(text);
  if (policy === undefined) return;
  const refuse = (reason: string) => refusedPolicy(text ?? '', reason);
  const target = queueByArn(policy.deadLetterTargetArn);
  if (target === undefined) throw refuse('Dead letter target does not exist.');
  if (target.arn.endsWith('.fifo') !== sourceArn.endsWith('.fifo'))
    throw refuse('Dead letter target must be same type of queue as the source.');
  const allowed = parseRedriveAllowPolicy(target.attributes.RedriveAllowPolicy);
  const isAllowed = allowed.sourceQueueArns?.includes(sourceArn) ?? allowed.redrivePermission === 'allowAll';
  if (!isAllowed) throw refuse("The target's redrive allow policy does not allow this source queue.");
}
