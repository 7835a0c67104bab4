import type { AttributeValue } from '@aws-sdk/client-dynamodb';

/**
 * Bytes of an item by DynamoDB's rules: names and strings in UTF-8, bytes as they are, a number about a byte for two
 * digits and one more, a truth value one, a map three and one for each member.
 */
export function itemBytes(item: Readonly<Record<string, AttributeValue>>): number {
  return Object.entries(item).reduce((sum, [name, value]) => sum + utf8(name) + valueBytes(value), 0);
}

/** Write request units: one for each KB begun, of the larger of the item before and after. */
export function writeUnits(bytes: number): number {
  return Math.ceil(bytes / 1024);
}

const MAP_BYTES = 3;

function valueBytes({ S, N, B, BOOL, SS, M }: AttributeValue): number {
  if (S !== undefined) return utf8(S);
  if (N !== undefined) return Math.ceil(N.replace('-', '').length / 2) + 1;
  if (B !== undefined) return B.byteLength;
  if (BOOL !== undefined) return 1;
  if (SS !== undefined) return SS.reduce((sum, member) => sum + utf8(member), 0);
  if (M !== undefined) return MAP_BYTES + Object.keys(M).length + itemBytes(M);
  throw new TypeError('rows of ours hold no other type');
}

function utf8(text: string): number {
  return Buffer.byteLength(text);
}
