/**
 * Bytes of an item by DynamoDB's rules: names and strings in UTF-8, a number about a byte for two digits and one
 * more, a truth value one, a map or list three and one for each member. An array stands for a set of strings.
 */
export function itemBytes(row: object): number {
  return Object.entries(row).reduce((sum, [name, value]) => sum + utf8(name) + valueBytes(value), 0);
}

/** Write request units: one for each KB begun, of the larger of the item before and after. */
export function writeUnits(bytes: number): number {
  return Math.ceil(bytes / 1024);
}

const COMPOSITE_BYTES = 3;

function valueBytes(value: unknown): number {
  if (typeof value === 'string') return utf8(value);
  if (typeof value === 'number') return Math.ceil(String(Math.abs(value)).length / 2) + 1;
  if (typeof value === 'boolean') return 1;
  if (Array.isArray(value)) return value.reduce((sum: number, member) => sum + valueBytes(member), 0);
  if (typeof value !== 'object' || value === null) return 0;
  const members = Object.entries(value);
  return members.reduce((sum, [name, member]) => sum + 1 + utf8(name) + valueBytes(member), COMPOSITE_BYTES);
}

function utf8(text: string): number {
  return Buffer.byteLength(text);
}
