import {
  type Attributes,
  type AttributeValue,
  attributeIn,
  attributeOf,
  contentOf,
  elementsOf,
  setTypes,
  textOf,
  typeOf,
} from './attribute-value.ts';
import { compareNumbers } from './decimal.ts';

/** Negative, zero or positive; undefined where the two have no order: another type, or one without an order. */
export function compareValues(one: AttributeValue, other: AttributeValue): number | undefined {
  const type = typeOf(one);
  if (type !== typeOf(other)) return undefined;
  const [left, right] = [textOf(one), textOf(other)];
  if (left === undefined || right === undefined) return undefined;
  if (type === 'N') return compareNumbers(left, right);
  return type === 'S' ? compareText(left, right) : Buffer.compare(bytesOf(one), bytesOf(other));
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
  if ('L' in one && 'L' in other) return equalLists(one.L, other.L);
  if ('M' in one && 'M' in other) return equalMaps(one.M, other.M);
  if (type in setTypes) {
    const right = new Set(elementsOf(other));
    return right.size === elementsOf(one).length && elementsOf(one).every((element) => right.has(element));
  }
  return contentOf(one) === contentOf(other);
}

function equalLists(one: readonly AttributeValue[], other: readonly AttributeValue[]): boolean {
  if (one.length !== other.length) return false;
  return one.every((left, at) => {
    const right = other[at];
    return right !== undefined && equalValues(left, right);
  });
}

function equalMaps(one: Attributes, other: Attributes): boolean {
  const names = Object.keys(one);
  if (names.length !== Object.keys(other).length) return false;
  return names.every((name) => {
    const right = attributeOf(other, name);
    return right !== undefined && equalValues(attributeIn(one, name), right);
  });
}

/** Whether a text, binary, set or list contains the value. */
export function containsValue(container: AttributeValue, value: AttributeValue): boolean {
  if ('L' in container) return listContains(container.L, value);
  if ('S' in container) return 'S' in value && container.S.includes(value.S);
  if ('B' in container) return 'B' in value && bytesOf(container).includes(bytesOf(value));
  const element = textOf(value);
  if (element === undefined || setTypes[typeOf(container)] !== typeOf(value)) return false;
  return elementsOf(container).includes(element);
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
  if ('S' in value && 'S' in prefix) return value.S.startsWith(prefix.S);
  if (!('B' in value && 'B' in prefix)) return false;
  const start = bytesOf(prefix);
  return bytesOf(value).subarray(0, start.length).equals(start);
}

/** `size(path)`: undefined for types that have none. */
export function sizeOf(value: AttributeValue): number | undefined {
  // In UTF-16 code units, as DynamoDB counts them: not in bytes.
  if ('S' in value) return value.S.length;
  if ('B' in value) return bytesOf(value).length;
  if ('M' in value) return Object.keys(value.M).length;
  if ('L' in value) return value.L.length;
  return typeOf(value) in setTypes ? elementsOf(value).length : undefined;
}

function bytesOf(value: AttributeValue): Buffer {
  return Buffer.from(textOf(value) ?? '', 'base64');
}
