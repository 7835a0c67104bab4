import type { Input } from '../foundation/requested-action.ts';

/** The partition key's value in an item or key, as `dynamodb:LeadingKeys` carries it. */
export function leadingKey(item: unknown, partitionKey: string | undefined): string[] {
  return partitionKey === undefined ? [] : keyText((item as Input)[partitionKey]);
}

/** The value that a Query asks the partition key to equal, in its expression or in the older KeyConditions. */
export function queriedKey(input: Input, partitionKey: string | undefined): string[] {
  if (partitionKey === undefined) return [];
  const conditions = input.KeyConditions as
    | Readonly<Record<string, { AttributeValueList?: readonly unknown[] }>>
    | undefined;
  const expression = input.KeyConditionExpression;
  if (typeof expression !== 'string') return keyText(conditions?.[partitionKey]?.AttributeValueList?.[0]);
  const names = (input.ExpressionAttributeNames ?? {}) as Readonly<Record<string, string>>;
  const values = (input.ExpressionAttributeValues ?? {}) as Input;
  for (const [, name = '', value = ''] of expression.matchAll(/(#?[\w.-]+)\s*=\s*(:\w+)/g)) {
    if ((names[name] ?? name) === partitionKey) return keyText(values[value]);
  }
  return [];
}

/** The text of an attribute value as `{"S": "a"}`. */
function keyText(attribute: unknown): string[] {
  const [value] = Object.values((attribute ?? {}) as object);
  return typeof value === 'string' ? [value] : [];
}
