import { parseJsonObject } from '../events/json.ts';
import { isQueueArn } from '../foundation/resources/identities.ts';
import { compileFilter } from './filter.ts';
import type { Subscription } from './topic.ts';
import { invalidParameter } from './topic-error.ts';

export type Attributes = Readonly<Record<string, string>>;

const SUPPORTED: ReadonlySet<string> = new Set([
  ...['FilterPolicy', 'FilterPolicyScope', 'RawMessageDelivery', 'RedrivePolicy'],
]);

/** https://docs.aws.amazon.com/sns/latest/api/API_SetSubscriptionAttributes.html */
const OTHERS: ReadonlySet<string> = new Set(['DeliveryPolicy', 'ReplayPolicy', 'SubscriptionRoleArn']);

/** @throws AwsError InvalidParameter */
export function checkAttributeName(name: string, unknown: string): void {
  if (OTHERS.has(name)) throw invalidParameter(`the attribute ${name} is not supported by the local runtime`);
  if (!SUPPORTED.has(name)) throw invalidParameter(unknown);
}

/** What the attributes of a subscription come to. */
export type Settings = Pick<Subscription, 'attributes' | 'filter' | 'isRaw' | 'deadLetterArn'>;

/** @throws AwsError InvalidParameter in SNS's words */
export function settingsOf(given: Attributes, protocol: Subscription['protocol']): Settings {
  const { FilterPolicy, FilterPolicyScope, RedrivePolicy, RawMessageDelivery = 'false' } = given;
  const raw = RawMessageDelivery.toLowerCase();
  if (raw !== 'true' && raw !== 'false')
    throw invalidParameter(
      `RawMessageDelivery: Invalid value [${RawMessageDelivery}]. Must be true or false.`,
    );
  if (protocol === 'lambda' && raw === 'true')
    // https://github.com/aws-controllers-k8s/community/issues/2192 quotes it.
    throw invalidParameter('Delivery protocol [lambda] does not support raw message delivery.');
  const scope = scopeOf(FilterPolicyScope);
  const hasFilter = !isNone(FilterPolicy);
  const redrive = redriveTarget(RedrivePolicy);
  return {
    attributes: {
      RawMessageDelivery: raw,
      FilterPolicyScope: scope,
      ...(hasFilter && { FilterPolicy }),
      ...(redrive !== undefined && RedrivePolicy !== undefined && { RedrivePolicy }),
    },
    ...(hasFilter && { filter: compileFilter(FilterPolicy ?? '', scope) }),
    isRaw: raw === 'true',
    ...(redrive !== undefined && { deadLetterArn: redrive }),
  };
}

/** What is shown of them: a scope without a policy is kept, and not shown (recorded). */
export function shownSettings({ attributes, filter }: Settings): Attributes {
  const { FilterPolicyScope: _, ...others } = attributes;
  return filter === undefined ? others : attributes;
}

/** An empty policy takes a filter off: https://docs.aws.amazon.com/sns/latest/dg/message-filtering-remove.html */
function isNone(policy = ''): boolean {
  return policy === '' || /^\s*\{\s*\}\s*$/.test(policy);
}

function scopeOf(given = 'MessageAttributes'): 'MessageAttributes' | 'MessageBody' {
  if (given === 'MessageAttributes' || given === 'MessageBody') return given;
  throw invalidParameter(
    `FilterPolicyScope: Invalid value [${given}]. Please use either MessageBody or MessageAttributes`,
  );
}

/**
 * A standard topic has standard queues: https://docs.aws.amazon.com/sns/latest/dg/sns-dead-letter-queues.html
 * @throws AwsError InvalidParameter
 */
function redriveTarget(policy = ''): string | undefined {
  if (policy === '') return undefined;
  const parsed = parseJsonObject(policy);
  if (parsed === undefined) throw invalidParameter('RedrivePolicy: failed to parse JSON.');
  const { deadLetterTargetArn: arn, ...others } = parsed;
  const [other] = Object.keys(others);
  if (other !== undefined)
    // https://github.com/cloudposse/terraform-aws-sns-topic/issues/48 quotes it.
    throw invalidParameter(`RedrivePolicy: invalid JSON. Attribute ${other} is unknown.`);
  if (typeof arn !== 'string' || !isQueueArn(arn))
    throw invalidParameter('RedrivePolicy: deadLetterTargetArn is an invalid arn');
  if (arn.endsWith('.fifo'))
    throw invalidParameter(
      `RedrivePolicy: deadLetterTargetArn ${arn} is a FIFO queue, and a standard topic takes a standard one`,
    );
  return arn;
}
