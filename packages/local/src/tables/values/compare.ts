import {
  type Attributes,
  type AttributeValue,
  attributeOf,
  contentOf,
  elementsOf,
  setTypes,
  typeOf,
} from './attribute-value.ts';
import { compareNumbers } from './decimal.ts';

/** Negative, zero or positive; undefined where the two have no order: another type, or one without an order. */
export function compareValues(one: AttributeValue, other: AttributeValue): number | undefined {
  const type = typeOf(one);
  if (type !== typeOf(other)) return undefined;
  const [left, right] = [contentOf(one) as string, contentOf(other) as string];
  if (type === 'S') return compareText(left, right);
  if (type === 'N') return compareNumbers(left, right);
  if (type === 'B') return Buffer.compare(Buffer.from(left, 'base64'), Buffer.from(right, 'base64'));
  return undefined;
}

/** By UTF-8 bytes, which differs from JavaScript's order where surrogates meet the end of the basic plane. */
export function compareText(one: string, other: string): number {
  const length = Math.min(one.length, other.length);
  for (let at = 0; at < length; at += 1) {
    const left = one.charCodeAt(at);
    const right = other.charCodeAt(at);
    if (left === right) continue;
    return inUtf8Order(left) - inUtf8Order(right);
  }
  return one.length - other.length;
}

function inUtf8Order(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}

export function equalValues(one: AttributeValue, other: AttributeValue): boolean {
  const type = typeOf(one);
  if (type !== typeOf(other)) return false;
  if (type === 'L') {
    const [left, right] = [contentOf(one), contentOf(other)] as [AttributeValue[], AttributeValue[]];
    return (
      left.length === right.length &&
      left.every((value, at) => equalValues(value, right[at] as AttributeValue))
    );
  }
  if (type === 'M') return equalMaps(contentOf(one) as Attributes, contentOf(other) as Attributes);
  if (type in setTypes) {
    const right = new Set(elementsOf(other));
    return right.size === elementsOf(one).length && elementsOf(one).every((element) => right.has(element));
  }
  return contentOf(one) === contentOf(other);
}

function equalMaps(one: Attributes, other: Attributes): boolean {
  const names = Object.keys(one);
  if (names.length !== Object.keys(other).length) return false;
  return names.every((name) => {
    const right = attributeOf(other, name);
    return right !== undefined && equalValues(one[name] as AttributeValue, right);
  });
}

/** Whether a text, binary, set or list contains the value. */
export function containsValue(container: AttributeValue, value: AttributeValue): boolean {
  const [type, of] = [typeOf(container), typeOf(value)];
  if (type === 'L') return listContains(contentOf(container) as readonly AttributeValue[], value);
  if (setTypes[type] === of) return elementsOf(container).includes(contentOf(value) as string);
  if (type !== of) return false;
  if (type === 'S') return (contentOf(container) as string).includes(contentOf(value) as string);
  return type === 'B' && bytesOf(container).includes(bytesOf(value));
}

/** From so many elements on, a list is gone through once, however often it is asked. */
const LONG_LIST = 1000;

const elementsByList = new WeakMap<readonly AttributeValue[], ReadonlySet<string>>();

function listContains(list: readonly AttributeValue[], value: AttributeValue): boolean {
  const content = contentOf(value);
  if (list.length < LONG_LIST || typeof content === 'object')
    return list.some((part) => equalValues(part, value));
  const known = elementsByList.get(list) ?? new Set(list.map(scalarKey));
  elementsByList.set(list, known);
  return known.has(scalarKey(value));
}

/** The same for equal texts, numbers, binaries, truth values and nulls alone. */
function scalarKey(value: AttributeValue): string {
  const content = contentOf(value);
  return typeof content === 'object' ? '' : `${typeOf(value)} ${content}`;
}

export function beginsWith(value: AttributeValue, prefix: AttributeValue): boolean {
  const type = typeOf(value);
  if (type !== typeOf(prefix)) return false;
  if (type === 'S') return (contentOf(value) as string).startsWith(contentOf(prefix) as string);
  if (type !== 'B') return false;
  const start = bytesOf(prefix);
  return bytesOf(value).subarray(0, start.length).equals(start);
}

/** `size(path)`: undefined for types that have none. */
export function sizeOf(value: AttributeValue): number | undefined {
  const content = contentOf(value);
  switch (typeOf(value)) {
    case 'S':
      // In UTF-16 code units, as DynamoDB counts them: not in bytes.
      return (content as string).length;
    case 'B':
      return bytesOf(value).length;
    case 'M':
      return Object.keys(content as Attributes).length;
    case 'SS':
    case 'NS':
    case 'BS':
    case 'L':
      return (content as unknown[]).length;
    default:
      return undefined;
  }
}

function bytesOf(value: AttributeValue): Buffer {
  return Buffer.from(contentOf(value) as string, 'base64');
}
