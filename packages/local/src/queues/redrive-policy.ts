import { z } from 'zod';
import { AwsError } from '../foundation/aws-error.ts';

export interface RedrivePolicy {
  readonly deadLetterTargetArn: string;
  readonly maxReceiveCount: number;
}

const redriveSchema = z.strictObject({
  deadLetterTargetArn: z.string(),
  // SQS takes the number as a text too, which many clients send.
  maxReceiveCount: z.coerce.number().int().min(1).max(1000),
});

/** @throws AwsError InvalidAttributeValue */
export function parseRedrivePolicy(text: string | undefined): RedrivePolicy | undefined {
  if (text === undefined || text === '') return undefined;
  const parsed = redriveSchema.safeParse(parseJson(text));
  // SQS does not tell bad JSON from bad members.
  if (!parsed.success)
    throw new AwsError('InvalidAttributeValue', `Value ${text} for parameter RedrivePolicy is invalid.`);
  return parsed.data;
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
  const refuse = (reason: string) =>
    new AwsError(
      'InvalidParameterValue',
      `Value ${text} for parameter RedrivePolicy is invalid. Reason: ${reason}`,
    );
  const target = queueByArn(policy.deadLetterTargetArn);
  if (target === undefined) throw refuse('Dead letter target does not exist.');
  if (target.arn.endsWith('.fifo') !== sourceArn.endsWith('.fifo'))
    throw refuse('Dead letter target must be same type of queue as the source.');
  const allowed = parseRedriveAllowPolicy(target.attributes.RedriveAllowPolicy);
  const isAllowed = allowed.sourceQueueArns?.includes(sourceArn) ?? allowed.redrivePermission === 'allowAll';
  if (!isAllowed) throw refuse("The target's redrive allow policy does not allow this source queue.");
}
