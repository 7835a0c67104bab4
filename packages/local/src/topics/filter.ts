import {
  isJsonList,
  isJsonObject,
  type Json,
  type JsonObject,
  parseJson,
  parseJsonObject,
} from '../events/json.ts';
import { compileEventPattern } from '../events/pattern/event-pattern.ts';
import { AwsError } from '../foundation/aws-error.ts';
import type { MessageAttribute, PublishedMessage, Subscription } from './topic.ts';
import { invalidParameter } from './topic-error.ts';

type Filter = NonNullable<Subscription['filter']>;

/**
 * A subscription's filter policy: the operators are those of event patterns.
 * @throws AwsError InvalidParameter
 */
export function compileFilter(policy: string, scope = 'MessageAttributes'): Filter {
  if (scope !== 'MessageAttributes' && scope !== 'MessageBody')
    throw invalidParameter(
      `FilterPolicyScope: Invalid value [${scope}]. Please use either MessageBody or MessageAttributes`,
    );
  const parsed = parseJsonObject(policy);
  if (parsed === undefined)
    throw invalidParameter('FilterPolicy: failed to parse JSON. A filter policy is an object.');
  try {
    checkOperators(parsed);
    const matches = compileEventPattern(policy);
    checkLimits(parsed, scope);
    return { matches, scope };
  } catch (error) {
    if (!(error instanceof AwsError) || error.code !== 'InvalidEventPatternException') throw error;
    throw invalidParameter(`FilterPolicy: ${error.message.replace(/^.*? Reason: /, '')}`);
  }
}

/** https://docs.aws.amazon.com/sns/latest/dg/subscription-filter-policy-constraints.html */
const MOST_KEYS = 5;
const MOST_COMBINATIONS = 150;

/** @throws AwsError InvalidParameter */
function checkLimits(policy: JsonObject, scope: Filter['scope']): void {
  const lists = listsOf(policy, 1);
  if (scope === 'MessageAttributes' && lists.some(({ level }) => level > 1))
    throw invalidParameter('Filter policy scope MessageAttributes does not support nested filter policy');
  if (lists.length > MOST_KEYS)
    throw invalidParameter(`FilterPolicy: Filter policy can not have more than ${MOST_KEYS} keys`);
  // A list counts as often as it is deep.
  const combinations = lists.reduce((product, { length, level }) => product * length * level, 1);
  if (combinations > MOST_COMBINATIONS) throw invalidParameter('FilterPolicy: Filter policy is too complex');
}

/**
 * What event patterns have and filter policies have not:
 * https://docs.aws.amazon.com/sns/latest/dg/string-value-matching.html
 * @throws AwsError InvalidParameter
 */
function checkOperators(policy: Json): void {
  if (isJsonList(policy)) for (const element of policy) checkOperators(element);
  if (!isJsonObject(policy)) return;
  for (const [key, value] of Object.entries(policy)) {
    if (key !== 'anything-but' || !isJsonObject(value)) {
      checkOperators(value);
      continue;
    }
    const [[operator, operand] = []] = Object.entries(value);
    if (operator !== undefined && operator !== 'prefix')
      throw invalidParameter(`FilterPolicy: Unsupported anything-but pattern: ${operator}`);
    if (operator === 'prefix' && typeof operand !== 'string')
      throw invalidParameter('FilterPolicy: prefix match pattern must be a string');
  }
}

/** The lists of a policy, each with the level of its key; the branches of `$or` lie on the level of the `$or`. */
function listsOf(policy: JsonObject, level: number): { length: number; level: number }[] {
  return Object.entries(policy).flatMap(([key, value]) => {
    if (isJsonObject(value)) return listsOf(value, level + 1);
    const elements = isJsonList(value) ? value : [];
    return key === '$or' && elements.length > 1 && elements.every(isJsonObject)
      ? elements.flatMap((branch) => listsOf(branch, level))
      : [{ length: elements.length, level }];
  });
}

/** Whether the subscription wants the message. A body that is not a JSON object matches no policy on bodies. */
export function wants({ filter }: Subscription, { message, attributes }: PublishedMessage): boolean {
  if (filter === undefined) return true;
  const subject = filter.scope === 'MessageBody' ? parseJsonObject(message) : attributesAsJson(attributes);
  return subject !== undefined && filter.matches(subject);
}

function attributesAsJson(attributes: PublishedMessage['attributes']): JsonObject {
  const pairs = Object.entries(attributes).flatMap(([name, attribute]) => {
    const value = attributeValue(attribute);
    return value === undefined ? [] : [[name, value] as const];
  });
  return Object.fromEntries(pairs);
}

/** Binary attributes take no part in filters. */
function attributeValue({ DataType, StringValue = '' }: MessageAttribute): Json | undefined {
  if (DataType.startsWith('Number')) return Number(StringValue);
  if (DataType === 'String.Array') return listOf(StringValue);
  return DataType.startsWith('String') ? StringValue : undefined;
}

function listOf(text: string): Json | undefined {
  try {
    const value = parseJson(text);
    return isJsonObject(value) ? undefined : value;
  } catch {
    return undefined;
  }
}
