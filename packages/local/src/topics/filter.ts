import { isJsonObject, type Json, type JsonObject, parseJsonObject } from '../events/json.ts';
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
    return { matches: compileEventPattern(policy), scope };
  } catch (error) {
    if (error instanceof AwsError) throw invalidParameter(`FilterPolicy: ${error.message}`);
    throw error;
  }
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
    const value = JSON.parse(text) as Json;
    return isJsonObject(value) ? undefined : value;
  } catch {
    return undefined;
  }
}
