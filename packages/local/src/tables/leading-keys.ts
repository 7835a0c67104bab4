import type { Input } from '../foundation/requested-action.ts';
import { asObject, asObjects } from './malformed.ts';

/** The partition key's value in an item or key, as `dynamodb:LeadingKeys` carries it. */
export function leadingKey(item: unknown, partitionKey: string | undefined): string[] {
  return partitionKey === undefined ? [] : keyText(asObject(item)[partitionKey]);
}

/** The value that a Query asks the partition key to equal, in its expression or in the older KeyConditions. */
export function queriedKey(input: Input, partitionKey: string | undefined): string[] {
  if (partitionKey === undefined) return [];
  const expression = input.KeyConditionExpression;
  if (typeof expression !== 'string') return keyText(conditionOf(input, partitionKey)[0]);
  const names = asObject(input.ExpressionAttributeNames);
  const values = asObject(input.ExpressionAttributeValues);
  for (const [, name = '', value = ''] of expression.matchAll(/(#?[\w.-]+)\s*=\s*(:\w+)/g)) {
    if ((names[name] ?? name) === partitionKey) return keyText(values[value]);
  }
  return [];
}

function conditionOf(input: Input, name: string): Input[] {
  return asObjects(asObject(asObject(input.KeyConditions)[name]).AttributeValueList);
}

/** The text of an attribute value as `{"S": "a"}`. */
function keyText(attribute: unknown): string[] {
  const [value] = Object.values((attribute ?? {}) as object);
  return typeof value === 'string' ? [value] : [];
}
