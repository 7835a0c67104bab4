import { isDeepStrictEqual } from 'node:util';
import { isObject, type Json, numberOf } from '../json.ts';

/** A value in a comparison; undefined is what a path does not find. */
export type Compared = Json | RegExp | undefined;

const asNumber = (value: Compared): number | undefined => {
  if (value instanceof RegExp) return undefined;
  if (typeof value === 'string') {
    const number = Number(value);
    return value.trim() === '' || Number.isNaN(number) ? undefined : number;
  }
  return numberOf(value);
};

const isNumber = (value: Compared): boolean => !(value instanceof RegExp) && numberOf(value) !== undefined;

/** As Jayway has it: a number equals a text that shows it. */
const equal = (left: Compared, right: Compared): boolean => {
  if (isNumber(left) || isNumber(right)) {
    const [a, b] = [asNumber(left), asNumber(right)];
    return a !== undefined && a === b;
  }
  return isDeepStrictEqual(left, right);
};

/** The sign of a difference; undefined where values cannot be put in an order. */
const order = (left: Compared, right: Compared): number | undefined => {
  const [a, b] = isNumber(left) && isNumber(right) ? [asNumber(left), asNumber(right)] : [left, right];
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (typeof a === 'string' && typeof b === 'string') return a < b ? -1 : Number(a > b);
  return undefined;
};

const listOf = (value: Compared): Json[] => (Array.isArray(value) ? value : []);

const includes = (list: Compared, value: Compared): boolean =>
  listOf(list).some((item) => equal(item, value));

const sizeOf = (value: Compared): number | undefined => {
  if (typeof value === 'string' || Array.isArray(value)) return value.length;
  return isObject(value) ? Object.keys(value).length : undefined;
};

const matches = (text: Compared, pattern: Compared): boolean => {
  if (pattern instanceof RegExp) return typeof text === 'string' && pattern.test(text);
  return text instanceof RegExp && typeof pattern === 'string' && text.test(pattern);
};

const OPERATIONS: Readonly<Record<string, (left: Compared, right: Compared) => boolean>> = {
  '==': equal,
  '===': (left, right) => typeof left === typeof right && equal(left, right),
  '!=': (left, right) => !equal(left, right),
  '<>': (left, right) => !equal(left, right),
  '!==': (left, right) => typeof left !== typeof right || !equal(left, right),
  '<': (left, right) => (order(left, right) ?? 0) < 0,
  '>': (left, right) => (order(left, right) ?? 0) > 0,
  '<=': (left, right) => (order(left, right) ?? 1) <= 0,
  '>=': (left, right) => (order(left, right) ?? -1) >= 0,
  '=~': matches,
  in: (left, right) => includes(right, left),
  nin: (left, right) => !includes(right, left),
  contains: (left, right) =>
    typeof left === 'string' ? typeof right === 'string' && left.includes(right) : includes(left, right),
  subsetof: (left, right) => Array.isArray(left) && left.every((item) => includes(right, item)),
  anyof: (left, right) => listOf(left).some((item) => includes(right, item)),
  noneof: (left, right) => !listOf(left).some((item) => includes(right, item)),
  size: (left, right) => sizeOf(left) !== undefined && sizeOf(left) === asNumber(right),
  empty: (left, right) => sizeOf(left) !== undefined && (sizeOf(left) === 0) === right,
};

/** Whether a comparison of a filter holds. */
export const compareBy = (operator: string, left: Compared, right: Compared): boolean =>
  OPERATIONS[operator]?.(left, right) ?? false;
