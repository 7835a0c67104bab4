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
    throw invalidParameter(`FilterPolicyScope: ${scope} is neither MessageAttributes nor MessageBody`);
  try {
    const matches = compileEventPattern(policy);
    checkLimits(parseJsonObject(policy) ?? {}, scope);
    return { matches, scope };
  } catch (error) {
    if (error instanceof AwsError) throw invalidParameter(`FilterPolicy: ${error.message}`);
    throw error;
  }
}

/** https://docs.aws.amazon.com/sns/latest/dg/subscription-filter-policy-constraints.html */
const MOST_KEYS = 5;
const MOST_COMBINATIONS = 150;

/** @throws AwsError InvalidParameter */
function checkLimits(policy: JsonObject, scope: Filter['scope']): void {
  const lists = listsOf(policy, 1);
  if (scope === 'MessageAttributes' && lists.some(({ level }) => level > 1))
    throw invalidParameter(
      'FilterPolicy: Filter policy scope MessageAttributes does not support nested filter policy',
    );
  if (lists.length > MOST_KEYS)
    throw invalidParameter(`FilterPolicy: Filter policy can not have more than ${MOST_KEYS} keys`);
  // A list counts as often as it is deep.
  const combinations = lists.reduce((product, { length, level }) => product * length * level, 1);
  if (combinations > MOST_COMBINATIONS) throw invalidParameter('FilterPolicy: Filter policy is too complex');
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
