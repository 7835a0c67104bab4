import { isStepDue, type Steps } from '../../foundation/steps.ts';
import { type Attributes, type AttributeValue, attributeIn, elementsOf, textOf } from './attribute-value.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html#limits-items */
export const LARGEST_ITEM_BYTES = 400 * 1024;

/**
 * An item's size in bytes as DynamoDB counts it: names and values, a list or map 3 more, and each of its elements 1.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html
 */
export function itemSize(item: Attributes): number {
  const known = measured.get(item);
  if (known !== undefined) return known;
  let bytes = 0;
  for (const name of Object.keys(item)) bytes += Buffer.byteLength(name) + valueSize(attributeIn(item, name));
  if (bytes > LARGE_BYTES) measured.set(item, bytes);
  return bytes;
}

/** Bytes from which on a size is worth being remembered. */
const LARGE_BYTES = 4096;

/** Whether an item is larger than so many bytes: of most items that is seen without their size. */
export function isLarger(item: Attributes, bytes: number): boolean {
  return mostBytes({ M: item }) > bytes && itemSize(item) > bytes;
}

/** No character has more bytes in UTF-8; a number of base64 or of digits has fewer. */
const MOST_BYTES_OF_CHARACTER = 3;

/** No value is larger, and it takes less time than its size. */
function mostBytes(value: AttributeValue): number {
  const text = textOf(value);
  if (text !== undefined) return MOST_BYTES_OF_CHARACTER * text.length + 2;
  if ('L' in value) return 3 + total(value.L, (element) => 1 + mostBytes(element));
  if (!('M' in value)) return 3 + total(elementsOf(value), mostOfElement);
  let bytes = 3;
  for (const name in value.M)
    bytes += MOST_BYTES_OF_CHARACTER * name.length + 1 + mostBytes(attributeIn(value.M, name));
  return bytes;
}

function mostOfElement(element: string): number {
  return MOST_BYTES_OF_CHARACTER * element.length + 2;
}

/** Sizes of large items, which are not changed. */
const measured = new WeakMap<Attributes, number>();

/** Measures an item in steps; {@link itemSize} then knows its size. */
export function* measureAhead(item: Attributes): Steps<void> {
  let bytes = 0;
  for (const name of Object.keys(item)) {
    bytes += Buffer.byteLength(name) + (yield* valueSizeInSteps(attributeIn(item, name)));
    if (isStepDue()) yield;
  }
  measured.set(item, bytes);
}

function* valueSizeInSteps(value: AttributeValue): Steps<number> {
  if ('M' in value) {
    yield* measureAhead(value.M);
    return valueSize(value);
  }
  if (!('L' in value)) return valueSize(value);
  let bytes = 3;
  for (const element of value.L) {
    bytes += 1 + (yield* valueSizeInSteps(element));
    if (isStepDue()) yield;
  }
  return bytes;
}

export function valueSize(value: AttributeValue): number {
  if ('S' in value) return Buffer.byteLength(value.S);
  if ('N' in value) return numberSize(value.N);
  if ('M' in value) return 3 + Object.keys(value.M).length + itemSize(value.M);
  if ('L' in value) return 3 + total(value.L, (element) => 1 + valueSize(element));
  if ('B' in value) return binarySize(value.B);
  if ('BOOL' in value || 'NULL' in value) return 1;
  return total(elementsOf(value), elementSize(value));
}

/** How large an element of a set is. */
function elementSize(set: AttributeValue): (element: string) => number {
  if ('NS' in set) return numberSize;
  return 'BS' in set ? binarySize : (text) => Buffer.byteLength(text);
}

function total<Element>(elements: readonly Element[], size: (element: Element) => number): number {
  let bytes = 0;
  for (const element of elements) bytes += size(element);
  return bytes;
}

function binarySize(base64: string): number {
  return Buffer.byteLength(base64, 'base64');
}

/**
 * A byte for every two significant digits on each side of the point, one for the exponent and one for a minus.
 * `text` is the number's one spelling.
 */
function numberSize(text: string): number {
  const negative = text.startsWith('-');
  if (!text.includes('.'))
    return 1 + Math.ceil(significantDigits(text, negative ? 1 : 0) / 2) + (negative ? 1 : 0);
  const [whole = '', fraction = ''] = (negative ? text.slice(1) : text).split('.');
  const left = whole === '0' ? '' : whole;
  const right = left === '' ? fraction.replace(/^0+/, '') : fraction;
  return 1 + Math.ceil(left.length / 2) + Math.ceil(right.length / 2) + (negative ? 1 : 0);
}

/** Of a whole number, from a place on: those before its last zeros. */
function significantDigits(text: string, from: number): number {
  let end = text.length;
  while (end > from && text[end - 1] === '0') end -= 1;
  return end - from;
}
