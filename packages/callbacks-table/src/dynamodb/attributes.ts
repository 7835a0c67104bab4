import type { AttributeValue } from '@aws-sdk/client-dynamodb';

export type Attributes = Record<string, AttributeValue>;

/**
 * DynamoDB's typed values, by hand: rows hold strings, whole numbers, booleans, bytes, maps and sets of strings, and a
 * library for all the rest would be a good part of the bundle. A list of strings is a set; an empty one is left out,
 * for DynamoDB knows no empty set.
 */
export function attributesOf(value: object): Attributes {
  const members = Object.entries(value).filter(([, member]) => !isAbsent(member));
  return Object.fromEntries(members.map(([name, member]) => [name, attributeOf(member)]));
}

export function attributeOf(value: unknown): AttributeValue {
  if (typeof value === 'string') return { S: value };
  if (typeof value === 'number') return { N: String(value) };
  if (typeof value === 'boolean') return { BOOL: value };
  if (value instanceof Uint8Array) return { B: value };
  if (Array.isArray(value)) return { SS: [...new Set(value.map(String))] };
  if (typeof value === 'object' && value !== null) return { M: attributesOf(value) };
  throw new TypeError(`a row cannot hold a ${typeof value}`);
}

function valueOfAttribute(attribute: AttributeValue): unknown {
  if (attribute.S !== undefined) return attribute.S;
  if (attribute.N !== undefined) return Number(attribute.N);
  if (attribute.BOOL !== undefined) return attribute.BOOL;
  if (attribute.B !== undefined) return attribute.B;
  if (attribute.SS !== undefined) return attribute.SS;
  if (attribute.M !== undefined) return valuesOf(attribute.M);
  throw new TypeError(`a row has no attribute of type ${Object.keys(attribute).join()}`);
}

export function valuesOf(attributes: Attributes): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => [name, valueOfAttribute(value)]),
  );
}

/** The text of an attribute that every item has, such as its key. */
export function textIn(attributes: Attributes, name: string): string {
  const { S: text } = attributes[name] ?? {};
  if (text === undefined) throw new TypeError(`an item has no text ${name}`);
  return text;
}

function isAbsent(member: unknown): boolean {
  return member === undefined || (Array.isArray(member) && member.length === 0);
}
